"""XML that is read and written back as it was: prefixes, order and spaces kept. Hides lxml.

Nothing outside the file is ever fetched and no entity is ever unfolded.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any, Protocol, overload

from lxml import etree

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class XmlError(ValueError):
    """What cannot be read as XML, or defines entities of its own."""


class Element(Protocol):
    """What is used of an element of lxml."""

    tag: Any
    text: str | None
    attrib: MutableMapping[str, str]

    def __iter__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...
    def __copy__(self) -> Element: ...
    @overload
    def get(self, name: str, /) -> str | None: ...
    @overload
    def get(self, name: str, default: str, /) -> str: ...
    def set(self, name: str, value: str, /) -> None: ...
    def find(self, path: str, /) -> Element | None: ...
    def findtext(self, path: str, /) -> str | None: ...
    def iterfind(self, path: str, /) -> Iterator[Element]: ...
    def iter(self, tag: str = ..., /) -> Iterator[Element]: ...
    def itertext(self) -> Iterator[str]: ...
    def iterancestors(self, tag: str = ..., /) -> Iterator[Element]: ...
    def getparent(self) -> Element | None: ...
    def append(self, child: Element, /) -> None: ...
    def insert(self, at: int, child: Element, /) -> None: ...
    def remove(self, child: Element, /) -> None: ...
    def addnext(self, sibling: Element, /) -> None: ...


def parse(data: bytes) -> Element:
    """The root of a document. Raises XmlError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlError(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise XmlError("it has a document type")
    made: Element = root
    return made


def written(root: Any) -> bytes:
    """The document of a root as bytes."""
    tree = root.getroottree()
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def new(tag: str, **attributes: str) -> Element:
    """An element that stands nowhere yet."""
    made: Element = etree.Element(tag, attributes)
    return made


def child(parent: Element, tag: str, **attributes: str) -> Element:
    """A new last child."""
    made = new(tag, **attributes)
    parent.append(made)
    return made


def detach(element: Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def name_of(element: Element) -> str:
    """An element's name without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
