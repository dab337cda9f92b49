"""Draw a sign-in sheet of N rows: ``sign_in_sheet.py N OUT.pdf --data data.json``.

A4 landscape, eight columns, a box to sign in each row, headings and "page n / N" on every page.
"""

from __future__ import annotations

from collections.abc import Iterator

from shared_content import HEIGHT, WIDTH, Person, arguments, people

from workshopdesk.documents import typeset as t

BODY, BOLD = t.TextStyle("sans", 10), t.TextStyle("sans", 10, 700)
TITLE = t.TextStyle("sans", 16, 700)
WIDTHS = (34, 150, 32, 116, 166, 92, 92, 100)
HEADS = ("ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ", "ຕຳແໜ່ງ", "ອົງການ", "ແຂວງ", "ໂທລະສັບ", "ລາຍເຊັນ")
FIELDS = ("no", "name", "gender", "position", "org", "province", "phone")
TOP, LEFT, TITLE_ROOM, BOTTOM = 24.0, 30.0, 30.0, 36.0


def sheet(listed: list[Person]) -> t.Table:
    """The people as a table."""
    return t.Table(
        tuple(map(t.Column, WIDTHS)),
        tuple(t.Heading(text, i) for i, text in enumerate(HEADS)),
        [(*(str(person[field]) for field in FIELDS), "") for person in listed],
        t.TableStyle(BODY, BOLD, head_fill=t.colour("#dde6f5"), hair=0.5, strong=0.5, boxes=None),
    )


def pages(table: t.Table) -> Iterator[t.Page]:
    """The table's pages, the first one with the title."""
    room = HEIGHT - TOP - BOTTOM
    parts = table.split(room - TITLE_ROOM, room)
    for n, rows in enumerate(parts, 1):
        top = TOP if n > 1 else TOP + TITLE_ROOM
        items: list[t.Item] = [t.UseForm("head", LEFT, top)]
        if n == 1:
            items.append(t.Text(WIDTH / 2, TOP + 18, "ບັນຊີລາຍຊື່ຜູ້ເຂົ້າຮ່ວມການຝຶກອົບຮົມ", TITLE, "centre"))
        items += table.row_items(LEFT, top + table.head_height, rows)
        items.append(t.Text(WIDTH / 2, HEIGHT - 20, f"ໜ້າ {n} / {len(parts)}", BOLD, "centre"))
        yield t.Page(WIDTH, HEIGHT, items)


def main() -> None:
    """Read the people, set the pages, write the file."""
    count, out, data = arguments(5000)
    table = sheet(people(data, count))
    head = t.Form(table.width, table.head_height, tuple(table.heading_items(0, 0)))
    document = t.Document("ບັນຊີລາຍຊື່", "lo", pages(table), forms={"head": head})
    out.write_bytes(t.render(document))


if __name__ == "__main__":
    main()
