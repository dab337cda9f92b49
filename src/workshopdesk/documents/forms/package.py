"""The parts of an Office file, kept byte for byte unless one is said anew.

Hides the zip, the relations between parts, the list of content types, and the reading of XML
without its dangers.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from workshopdesk.documents.forms import xml
from workshopdesk.documents.forms.xml import Element
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_STRICT = b"http://purl.oclc.org/ooxml"
_LONGEST = 32 << 20


class Package:
    """The parts of a file, in its order. ``name`` is the file's, for messages."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._infos: list[zipfile.ZipInfo] = []
        self._parts: dict[str, bytes] = {}
        self._trees: dict[str, Element] = {}
        self._changed: set[str] = set()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for info in archive.infolist():
                    if info.file_size > _LONGEST:
                        raise self.refused(_("It is far larger than any form."))
                    if info.filename in self._parts:
                        raise self.damaged()
                    self._parts[info.filename] = archive.read(info)
                    self._infos.append(info)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
            raise self.damaged() from error
        except NotImplementedError as error:
            raise self.damaged() from error

    def refused(self, message: str) -> UserError:
        """A refusal that names the file."""
        return UserError(_("%(file)s cannot be used as a form") % {"file": self.name}, message)

    def damaged(self) -> UserError:
        """The refusal of a broken file."""
        return self.refused(_("The file is damaged or only half copied."))

    def names(self) -> list[str]:
        """The parts there are."""
        return list(self._parts)

    def bytes_of(self, part: str) -> bytes:
        """A part as it was given. Raises UserError when the file lacks it."""
        if part not in self._parts:
            raise self.damaged()
        return self._parts[part]

    def tree(self, part: str) -> Element:
        """The XML of a part, the same object each time. Raises UserError when it is broken."""
        if part not in self._trees:
            data = self.bytes_of(part)
            if _STRICT in data[:4096]:
                raise self.refused(_("Save it as an ordinary Excel or Word file (not Strict)."))
            self._trees[part] = self._parsed(data)
        return self._trees[part]

    def _parsed(self, data: bytes) -> Element:
        try:
            return xml.parse(data)
        except xml.XmlError as error:
            raise self.damaged() from error

    def change(self, part: str) -> Element:
        """The XML of a part, to be changed in place: it is written anew."""
        self._changed.add(part)
        return self.tree(part)

    def remove(self, part: str) -> None:
        """Take a part out, with what is said of it elsewhere."""
        if self._parts.pop(part, None) is None:
            return
        self._infos = [info for info in self._infos if info.filename != part]
        self._changed.discard(part)
        for listed in list(self.change("[Content_Types].xml").iterfind(f"{TYPES}Override")):
            if listed.get("PartName") == f"/{part}":
                xml.detach(listed)
        for rels in [name for name in self._parts if name.endswith(".rels")]:
            owner = _owner(rels)
            for relation in list(self.tree(rels).iterfind(f"{RELATIONS}Relationship")):
                if _resolved(owner, relation) == part:
                    xml.detach(relation)
                    self._changed.add(rels)

    def related(self, part: str, kind: str = "") -> dict[str, str]:
        """What a part points to inside the file: key to part; ``kind`` ends the relation's type."""
        rels = posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")
        if rels not in self._parts:
            return {}
        return {
            str(relation.get("Id")): _resolved(part, relation)
            for relation in self.tree(rels).iterfind(f"{RELATIONS}Relationship")
            if relation.get("TargetMode") != "External"
            and str(relation.get("Type")).endswith(f"/{kind}" if kind else "")
        }

    def packed(self) -> bytes:
        """The file again: what was not changed is as it was, byte for byte and in its order."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for info in self._infos:
                named = zipfile.ZipInfo(info.filename, info.date_time)
                named.compress_type = zipfile.ZIP_DEFLATED
                named.external_attr = info.external_attr
                archive.writestr(named, self._written(info.filename))
        return out.getvalue()

    def _written(self, part: str) -> bytes:
        if part not in self._changed:
            return self._parts[part]
        return xml.written(self._trees[part])


def _owner(rels: str) -> str:
    folder, file = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _resolved(part: str, relation: Element) -> str:
    target = str(relation.get("Target"))
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
