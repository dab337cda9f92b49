"""Names in running words of a paper are known as names, so that no line ends inside one."""

from __future__ import annotations

import pytest

from workshopdesk.documents.model import Words
from workshopdesk.documents.papers.ink import wrapped
from workshopdesk.services.papers.wording import keeping_names

SPEAKER = "ທ່ານ ພັອ ສຸລິຍົນ ທອງພິລາ"


def test_names_of_people_and_of_those_with_a_title_are_kept() -> None:
    words = keeping_names(Words(f"ບຸນມີ ວົງສາ, {SPEAKER}, ເລຂາພັກເມືອງບົວລະພາ"), ["ບຸນມີ ວົງສາ", "ວັນນີ ສີສຸກ"])
    assert words.keep == ("ບຸນມີ ວົງສາ", SPEAKER)


@pytest.mark.parametrize("room", [130.0, 150.0, 190.0, 260.0])
def test_no_line_ends_inside_a_name(room: float) -> None:
    words = keeping_names(Words(f"ປະທານ, {SPEAKER}, ເລຂາພັກເມືອງບົວລະພາ"), [])
    lines = wrapped(words.main, 10.5, 400, room, words.keep)
    assert sum(SPEAKER in line for line in lines) == 1
    assert "".join(lines).replace(" ", "") == words.main.replace(" ", "")
