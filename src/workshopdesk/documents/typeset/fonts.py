"""Which font draws which character: families, weights, fallback; hides files and HarfBuzz faces.

A family is a stack: the first face of it that has a character draws it. Faces are loaded once
a process, when first needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from workshopdesk import settings
from workshopdesk.documents.typeset import sfnt
from workshopdesk.documents.typeset.harfbuzz import HarfBuzzFont
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.i18n import _

_RESTRICTED, _WHOLE_ONLY, _BITMAP_ONLY = 0x0002, 0x0100, 0x0200
_LICENCE_BITS = 0x000F


class Face:
    """One font file, ready to shape with and to embed.

    Attributes: `name` for messages and for the PDF, `harfbuzz` (the font to shape with),
    `source` (its tables), `characters` (the code points it has).
    """

    def __init__(self, path: Path) -> None:
        """Load a TrueType file.

        Raises EnvironmentProblem when it cannot be read, UserError when its outlines are not
        TrueType, it is damaged, or its licence bits (OpenType OS/2 fsType) forbid embedding a
        part of it.
        """
        self.name = path.stem
        try:
            data = path.read_bytes()
        except OSError as error:
            raise EnvironmentProblem(
                _("The font %s cannot be read") % path.name, str(error)
            ) from error
        try:
            self.source = sfnt.SourceFont(data)
        except sfnt.BadFont as error:
            raise UserError(_("The font %s cannot be used") % path.name, str(error)) from error
        self._check_licence()
        self.harfbuzz = HarfBuzzFont(data)
        self.units_per_em = self.harfbuzz.units_per_em
        self.characters = self.harfbuzz.characters

    def _check_licence(self) -> None:
        bits = self.source.embedding
        if bits & _LICENCE_BITS == _RESTRICTED or bits & (_WHOLE_ONLY | _BITMAP_ONLY):
            raise UserError(
                _("The font %s may not be embedded") % self.name,
                _("Its maker forbids putting a part of it into a document. Choose another font."),
            )

    def __repr__(self) -> str:
        return f"Face({self.name})"


class Family(NamedTuple):
    """For each weight the font files of the stack, first the one asked first.

    A weight that is not listed is drawn by a neighbour, a real face each time, never a smeared
    one: up to 500 by the nearest lighter, above by the nearest heavier (CSS Fonts 4, 5.2).
    """

    weights: Mapping[int, tuple[str, ...]]

    def weight_for(self, wanted: int) -> int:
        """The listed weight that stands in for `wanted`."""
        lighter = [w for w in self.weights if w <= wanted]
        heavier = [w for w in self.weights if w >= wanted]
        if wanted <= 500:
            return max(lighter) if lighter else min(heavier)
        return min(heavier) if heavier else max(lighter)


_SANS = {
    weight: (
        f"noto-sans-lao/NotoSansLao_{weight}{style}.ttf",
        f"noto-sans/NotoSans_{weight}{style}.ttf",
    )
    for weight, style in ((400, "Regular"), (500, "Medium"), (600, "SemiBold"), (700, "Bold"))
}
FAMILIES: dict[str, Family] = {
    "sans": Family(_SANS),
    "serif": Family(
        {
            weight: (
                f"noto-serif-lao/NotoSerifLao-{style}.ttf",
                f"noto-serif/NotoSerif-{style}.ttf",
                *_SANS[weight],
            )
            for weight, style in ((400, "Regular"), (700, "Bold"))
        }
    ),
    "phetsarath": Family(
        {
            weight: (
                f"phetsarath/Phetsarath_{weight}{style}.ttf",
                f"noto-sans/NotoSans_{weight}{style}.ttf",
                _SANS[weight][0],
            )
            for weight, style in ((400, "Regular"), (700, "Bold"))
        }
    ),
}
"""The families that come with the program; file names are below resources/fonts."""


@cache
def load(path: Path) -> Face:
    """The face of a font file; the same object each time. Raises as Face does."""
    return Face(path)


def add_family(name: str, weights: Mapping[int, tuple[Path, ...]]) -> None:
    """Make a family of the user's own font files known under `name` (not one of ours).

    `weights` maps CSS weights to files, the first asked first; the sans family follows where
    they lack a character. Every file is loaded now. Raises as Face does, ValueError for a name
    or a table that cannot be used.
    """
    if name in FAMILIES or not weights or not all(weights.values()):
        raise ValueError(name)
    for paths in weights.values():
        for path in paths:
            load(path)
    sans = FAMILIES["sans"]
    FAMILIES[name] = Family(
        {
            weight: (*map(str, paths), *sans.weights[sans.weight_for(weight)])
            for weight, paths in weights.items()
        }
    )


@cache
def stack(family: str, weight: int) -> tuple[Face, ...]:
    """The faces that draw a family at a weight, first the one asked first.

    Raises UserError for a family nobody knows.
    """
    if family not in FAMILIES:
        raise UserError(_("There is no font family “%s”") % family, ", ".join(FAMILIES))
    chosen = FAMILIES[family]
    files = chosen.weights[chosen.weight_for(weight)]
    root = settings.resource("fonts")
    # An absolute path (a user's own font) stands by itself when joined.
    return tuple(load(root / file) for file in files)
