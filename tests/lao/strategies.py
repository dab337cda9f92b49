"""Random texts that Lao code must survive: well-formed, malformed and foreign."""

from __future__ import annotations

from hypothesis import strategies as st

LAO_LETTERS = [chr(c) for c in range(0x0E81, 0x0EE0) if chr(c).isprintable()]
_INVISIBLE = list("\u200b\u200c\u200d\u200e\u202a\u202e\u2066\u2069\u2060\ufeff\u00ad\x00\x1b")
_SPACES = list(" \t\n\r\v\u00a0\u202f\u2028\u3000")
_FOREIGN = list("aZéß09-/.,:;()[]\"'“”‘’%&<>_@")
_LONGER = ["😀", "👩\u200d🌾", "🇱🇦", "שלום", "سلام", "ก็", "中", "\ud800"]

lao_text = st.lists(st.sampled_from(LAO_LETTERS), max_size=24).map("".join)
# Weighted towards what goes wrong: marks in any order, split AM, doubled pre-vowels.
tangled = st.lists(
    st.sampled_from(list("ນຫມລກ") + list("ເແໄ") + list("າຳະ") + list("ໍ່້ີັຸູຼົ໌ໆ")), max_size=16
).map("".join)
any_text = st.one_of(
    lao_text,
    tangled,
    st.lists(
        st.one_of(
            st.sampled_from(LAO_LETTERS),
            st.sampled_from(_INVISIBLE + _SPACES + _FOREIGN + _LONGER),
            st.characters(),
        ),
        max_size=30,
    ).map("".join),
)
