"""Whatever stands in the cells, reading ends with rows and problems or with a refusal in words."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.exchange import lists

from workshopdesk.domain.errors import UserError
from workshopdesk.exchange.reading import read_pasted

WORDS = [word for words in lists.WORDS.values() for word in words]
CELLS = st.one_of(
    st.sampled_from(["", "", *WORDS, *lists.TICKS, *lists.DITTOS, *lists.POSITIONS]),
    st.sampled_from(["ແຂວງຄຳມ່ວນ", "ວຽງຄຳ", "ລວມ", "ທ່ານ", "ນາງ ບົວສອນ ພົມມະວົງ", "=1+1", "1.", "ຍ"]),
    st.integers(0, 3000).map(str),
    st.text(max_size=12),
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=12)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLES)
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    try:
        reading = read_pasted(text, gazetteer=lists.gazetteer())
    except UserError:
        return
    for row in reading.rows:
        assert row.name
        assert row.birth_year is None or 1900 <= row.birth_year <= 2100
        assert row.province_code is None or row.province
    for problem in reading.problems:
        assert problem.message
        assert "%(" not in problem.message
    assert all(0 <= guess.confidence <= 1 for guess in reading.columns.values())
