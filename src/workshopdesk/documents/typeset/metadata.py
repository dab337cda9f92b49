"""What the file says about itself, in the two ways PDF has: the Info dictionary and XMP.

Both say the same (as PDF/A asks), and nothing that was not given: without a time there is none.
"""

from __future__ import annotations

from datetime import UTC

from workshopdesk.documents.typeset.model import Document
from workshopdesk.documents.typeset.pdffile import PdfFile, text_string

PRODUCER = "WorkshopDesk"


def write_info(file: PdfFile, document: Document) -> int:
    """Write the Info dictionary; its number."""
    entries = {"Title": text_string(document.title), "Producer": text_string(PRODUCER)}
    if document.author:
        entries["Author"] = text_string(document.author)
    if document.subject:
        entries["Subject"] = text_string(document.subject)
    if document.created is not None:
        time = document.created.astimezone(UTC)
        entries["CreationDate"] = text_string(f"{time:D:%Y%m%d%H%M%S}Z")
    return file.add(entries)


def write_xmp(file: PdfFile, document: Document) -> int:
    """Write the XMP packet (ISO 16684-1), uncompressed so that any program finds it; its number."""
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">',
        f"<dc:title>{_alternatives(document.title)}</dc:title>",
        f"<dc:language><rdf:Bag>{_item(document.language)}</rdf:Bag></dc:language>",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
    ]
    if document.author:
        lines.append(f"<dc:creator><rdf:Seq>{_item(document.author)}</rdf:Seq></dc:creator>")
    if document.subject:
        lines.append(f"<dc:description>{_alternatives(document.subject)}</dc:description>")
    if document.created is not None:
        time = document.created.astimezone(UTC)
        lines.append(f"<xmp:CreateDate>{time:%Y-%m-%dT%H:%M:%SZ}</xmp:CreateDate>")
    lines += ["</rdf:Description>", "</rdf:RDF>", "</x:xmpmeta>", '<?xpacket end="r"?>']
    entries = {"Type": "/Metadata", "Subtype": "/XML"}
    return file.stream("\n".join(lines).encode("utf-8"), entries, compress=False)


def _escaped(text: str) -> str:
    """Text as XML content; the standard library's way loads its network modules."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _item(text: str) -> str:
    return f"<rdf:li>{_escaped(text)}</rdf:li>"


def _alternatives(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_escaped(text)}</rdf:li></rdf:Alt>'
