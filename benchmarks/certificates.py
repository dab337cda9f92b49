"""Draw N certificates: ``certificates.py N OUT.pdf --data data.json`` (logo.png lies beside it).

A4 landscape, a border of some 170 segments, two logos, fixed and personal text; see README.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from shared_content import HEIGHT, INK, NAVY, WIDTH, Person, arguments, border, people

from workshopdesk.documents import typeset as t

MIDDLE = WIDTH / 2
REGULAR = {size: t.TextStyle("sans", size, 400, INK) for size in (12, 13, 15)}
BOLD = {size: t.TextStyle("sans", size, 700, NAVY) for size in (14, 30, 40)}
FIXED = (
    (MIDDLE, 78, "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ", BOLD[14]),
    (MIDDLE, 100, "ສັນຕິພາບ ເອກະລາດ ປະຊາທິປະໄຕ ເອກະພາບ ວັດທະນະຖາວອນ", REGULAR[12]),
    (MIDDLE, 172, "ໃບຢັ້ງຢືນ", BOLD[40]),
    (MIDDLE, 212, "ຂໍຢັ້ງຢືນວ່າ", REGULAR[15]),
    (600, 448, "ຄຳມ່ວນ, ວັນທີ 16 ກັນຍາ 2025", REGULAR[13]),
    (600, 470, "ຫົວໜ້າອົງການ", BOLD[14]),
    (600, 540, "ທ່ານ ບຸນທຽມ ພົມມະສອນ", REGULAR[13]),
)


def text_of(person: Person) -> str:
    """The paragraph that tells what the person took part in."""
    return (
        f"{person['position']} ຈາກ {person['org']} ແຂວງ{person['province']} ໄດ້ເຂົ້າຮ່ວມ ແລະ "
        f'ສຳເລັດການຝຶກອົບຮົມ ຫົວຂໍ້ "{person["topic"]}" ເຊິ່ງໄດ້ຈັດຂຶ້ນໃນລະຫວ່າງວັນທີ 15-16 ກັນຍາ '
        "2025 ທີ່ເມືອງບົວລະພາ ແຂວງຄຳມ່ວນ ໂດຍການສະໜັບສະໜູນຂອງແຜນງານການມີສ່ວນຮ່ວມຂອງ"
        "ປະຊາຊົນຕໍ່ວຽກງານການປົກຄອງທີ່ດີ."
    )


def form() -> t.Form:
    """All that is the same on every certificate."""
    logos = [t.Image("logo", x, 60, 78, 78) for x in (66, WIDTH - 66 - 78)]
    texts = [t.Text(x, y, text, style, "centre") for x, y, text, style in FIXED]
    return t.Form(WIDTH, HEIGHT, (border(), *logos, *texts))


def pages(listed: list[Person]) -> Iterator[t.Page]:
    """One certificate a person."""
    for person in listed:
        name = t.Text(MIDDLE, 262, person["name"], BOLD[30], "centre")
        body = t.paragraph(text_of(person), 75, 312, WIDTH - 150, REGULAR[15], 29, align="centre")
        number = t.Text(72, 470, f"ເລກທີ: {int(person['no']):04d}/ສພຊ-2025", REGULAR[12])
        yield t.Page(WIDTH, HEIGHT, (t.UseForm("certificate"), name, *body, number))


def main() -> None:
    """Read the people, set the pages, write the file."""
    count, out, data = arguments(1000)
    document = t.Document(
        "ໃບຢັ້ງຢືນ",
        "lo",
        pages(people(data, count)),
        forms={"certificate": form()},
        images={"logo": data.with_name("logo.png").read_bytes()},
        page_count=count,
    )
    out.write_bytes(t.render(document))


if __name__ == "__main__":
    main()
