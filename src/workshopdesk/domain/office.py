"""The office that issues papers: what stands in their head and under their signatures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the title above the room for the seal and the name beneath it."""

    title_lo: str
    title_en: str
    name_lo: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Office:
    """Issuing body, its abbreviation for numbers, the place in the date line, who signs.

    ``state_lines_*`` are the two lines of the state header; a user can change them.
    """

    name_lo: str
    name_en: str
    abbreviation: str
    place_lo: str
    place_en: str
    state_lines_lo: tuple[str, ...]
    state_lines_en: tuple[str, ...]
    signers: tuple[Signer, ...]
    certificate_mask: str
