"""Lists as provincial offices might send them, with the rows they must become, made by hand.

A layout is the cells of its sheets (rows of values; None is an empty cell), merged ranges, and
the rows expected: only the fields the list says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Cells = Sequence[Sequence[object]]
N = None


@dataclass(frozen=True)
class Unseen:
    """One list: its sheets by name, merged ranges of the first, what it must become."""

    sheets: Mapping[str, Cells]
    expected: Sequence[Mapping[str, object]]
    merges: Sequence[str] = ()
    codes: frozenset[str] = frozenset()


def people(fields: str, *rows: Sequence[object]) -> list[dict[str, object]]:
    """Expected rows: the fields' names once, then the values of each row."""
    return [dict(zip(fields.split(), row, strict=True)) for row in rows]


def one(
    cells: Cells, expected: Sequence[Mapping[str, object]], *merges: str, told: str = ""
) -> Unseen:
    """A list of one sheet; ``told`` are the codes of the problems it must tell."""
    return Unseen({"Sheet1": cells}, expected, merges, frozenset(told.split()))


A, B, C, D = "ບົວສອນ ພົມມະວົງ", "ຄຳປະສົງ ແກ້ວບົວສີ", "ສົມຈິດ ລາດຊະບຸດ", "ວັນເພັງ ໄຊຍະວົງສາ"

ROLE_TICKS = one(
    [
        ["ບັນຊີລາຍຊື່ຜູ້ເຂົ້າຮ່ວມກອງປະຊຸມ"], [],
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ", N, "ພາລະບົດບາດ", N, N, "ເບີໂທ"],
        [N, N, "ຍ", "ຊ", "ປະທານ", "ວິທະຍາກອນ", "ຜູ້ເຂົ້າຮ່ວມ", N],
        [1, A, "✓", N, "✓", N, N, "020 5551 2345"],
        [2, B, N, "✓", N, N, "✓", "020 5551 2346"],
        [3, C, N, "✓", N, "✓", N, 2055512347],
    ],
    people(
        "name sex role phone",
        (A, "F", "ປະທານ", "02055512345"), (B, "M", "ຜູ້ເຂົ້າຮ່ວມ", "02055512346"),
        (C, "M", "ວິທະຍາກອນ", "02055512347"),
    ),
    "C3:D3", "E3:G3", "A3:A4", "B3:B4", "H3:H4",
)  # fmt: skip

DISTRICTS_NUMBERED_ANEW = one(
    [
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ຕຳແໜ່ງ", "ພາກສ່ວນ", "ເບີໂທ"],
        ["I. ເມືອງນາກາຍ (2 ທ່ານ)"],
        [1, "ທ່ານ ນາງ " + A, "ນາຍບ້ານ", "ບ້ານໂພນໄຊ", "2055512345"],
        [2, "ທ້າວ " + B, "ວິຊາການ", "ຫ້ອງການກະສິກຳ", "2055512346"],
        [N, "ລວມ", N, N, 2],
        ["II. ເມືອງ ທ່າແຂກ (2 ທ່ານ)"],
        [1, C, '"', '"', "2055512347"],
        [2, D, "ຄູສອນ", "ໂຮງຮຽນມັດທະຍົມ", "2055512348"],
        [N, "ລວມ", N, N, 2],
        [N, "ລວມທັງໝົດ", N, N, 4],
        [N, "ໝາຍເຫດ: ຍັງບໍ່ຄົບ"],
    ],
    people(
        "name position organisation district_code phone",
        (A, "ນາຍບ້ານ", "ບ້ານໂພນໄຊ", "1207", "02055512345"),
        (B, "ວິຊາການ", "ຫ້ອງການກະສິກຳ", "1207", "02055512346"),
        (C, "ວິຊາການ", "ຫ້ອງການກະສິກຳ", "1201", "02055512347"),
        (D, "ຄູສອນ", "ໂຮງຮຽນມັດທະຍົມ", "1201", "02055512348"),
    ),
    "A2:E2", "A6:E6",
)  # fmt: skip

MERGED_UNITS_AND_GAPS = one(
    [
        [], [N, N, "ຄະນະກຳມະການ ຂໍເຊີນຜູ້ມີລາຍຊື່ລຸ່ມນີ້"], [],
        [N, N, "ພາກສ່ວນ", N, "ລ/ດ", N, "ຊື່ ແລະ ນາມສະກຸນ", N, "ຍິງ", N, "ໂທລະສັບ"],
        [N, N, "ພະແນກພາຍໃນ", N, 1, N, A, N, 1, N, "55512345"],
        [N, N, N, N, 2, N, B, N, 0, N, "55512346"],
        [N, N, "ສະຫະພັນແມ່ຍິງ", N, 3, N, D, N, 1, N, "55512347"],
        [N, N, N, N, 4, N, C, N, 0, N, N],
    ],
    people(
        "organisation name phone",
        ("ພະແນກພາຍໃນ", A, "02055512345"), ("ພະແນກພາຍໃນ", B, "02055512346"),
        ("ສະຫະພັນແມ່ຍິງ", D, "02055512347"), ("ສະຫະພັນແມ່ຍິງ", C, None),
    ),
    "C5:C6", "C7:C8", told="sex-one-column",
)  # fmt: skip

HEADINGS_AT_THE_LEFT = one(
    [
        ["ລ/ດ", 1, 2, 3],
        ["ຊື່ ແລະ ນາມສະກຸນ", "ນາງ " + A, B, C],
        ["ເພດ", "ຍ", "ຊ", "ຊ"],
        ["ຕຳແໜ່ງ", "ປະທານ", "ວິຊາການ", "ວິຊາການ"],
        ["ແຂວງ", "ຄຳມ່ວນ", "ສະຫວັນນະເຂດ", "ຈຳປາສັກ"],
        ["ເບີໂທ", "02055512345", "02055512346", "02055512347"],
    ],
    people(
        "name sex position province_code phone",
        (A, "F", "ປະທານ", "LA-KH", "02055512345"), (B, "M", "ວິຊາການ", "LA-SV", "02055512346"),
        (C, "M", "ວິຊາການ", "LA-CH", "02055512347"),
    ),
)  # fmt: skip

SEVERAL_IN_A_CELL = one(
    [
        ["ລ/ດ", "ພາກສ່ວນ", "ຊື່ ແລະ ນາມສະກຸນ ຜູ້ເຂົ້າຮ່ວມ", "ເພດ", "ເບີໂທ"],
        [1, "ພະແນກພາຍໃນ", f"1. ທ່ານ ນາງ {A}\n2. ທ່ານ {B}", "ຍ\nຊ", "02055512345\n02055512346"],
        [2, "ສະພາປະຊາຊົນແຂວງ", f"ທ່ານ {C} ແລະ ນາງ {D}", N, N],
        [3, "ເຮວວິຕັດ", f"ທ່ານ {A}, ທ່ານ {B}", N, "02055512349"],
    ],
    people(
        "organisation name sex phone",
        ("ພະແນກພາຍໃນ", A, "F", "02055512345"), ("ພະແນກພາຍໃນ", B, "M", "02055512346"),
        ("ສະພາປະຊາຊົນແຂວງ", C, None, None), ("ສະພາປະຊາຊົນແຂວງ", D, "F", None),
        ("ເຮວວິຕັດ", A, None, None), ("ເຮວວິຕັດ", B, None, None),
    ),
    told="several-people phone-of-several",
)  # fmt: skip

TWO_SCRIPTS_IN_COLUMNS = one(
    [
        ["No.", "ຊື່ (ພາສາລາວ)", "ນາມສະກຸນ (ພາສາລາວ)", "Name (English)", "Surname (English)", "Sex"],
        [1, "ບົວສອນ", "ພົມມະວົງ", "Bouasone", "Phommavong", "F"],
        [2, "ຄຳປະສົງ", "ແກ້ວບົວສີ", "Khamphasong", "Keobouasy", "M"],
        [3, "ສົມຈິດ", "ລາດຊະບຸດ", "Somchit", "Ratsabout", "M"],
    ],
    people(
        "name name_latin sex",
        (A, "Bouasone Phommavong", "F"), (B, "Khamphasong Keobouasy", "M"),
        (C, "Somchit Ratsabout", "M"),
    ),
)  # fmt: skip

SEX_SECTIONS_AND_HEAD_COUNTS = one(
    [
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ຕຳແໜ່ງ", "ພາກສ່ວນ"],
        ["ຍິງ 2 ທ່ານ"],
        [1, A, "ປະທານ", "ສະຫະພັນແມ່ຍິງແຂວງ"],
        [2, D, "ວິຊາການ", "ສະຫະພັນແມ່ຍິງແຂວງ"],
        ["ຊາຍ: 2 ຄົນ"],
        [3, f"ທ່ານ {B} ແລະຄະນະ 3 ທ່ານ", "ຮອງເຈົ້າແຂວງ", "ຫ້ອງວ່າການແຂວງ"],
        [4, "ພະນັກງານຊ່ວຍວຽກ 4 ທ່ານ", N, "ຫ້ອງວ່າການແຂວງ"],
        [5, C, "ວິຊາການ", "ພະແນກພາຍໃນ"],
    ],
    people(
        "name sex position organisation",
        (A, "F", "ປະທານ", "ສະຫະພັນແມ່ຍິງແຂວງ"), (D, "F", "ວິຊາການ", "ສະຫະພັນແມ່ຍິງແຂວງ"),
        (B, "M", "ຮອງເຈົ້າແຂວງ", "ຫ້ອງວ່າການແຂວງ"), (C, "M", "ວິຊາການ", "ພະແນກພາຍໃນ"),
    ),
    told="with-others head-count",
)  # fmt: skip

YEARS_OF_ALL_KINDS = one(
    [
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ວັນ ເດືອນ ປີເກີດ", "ອາຍຸ"],
        [1, A, 2531, N], [2, B, date(1975, 8, 1), N], [3, C, 27607, N],
        [4, D, "໑໒/໕/໒໕໓໑", N], [5, "ທອງດີ ຄຳພູວົງ", N, 41], [6, "ໄຊພອນ ດາລາພອນ", "12 ພຶດສະພາ 1988", N],
        [7, "ໜູພັນ ສຸວັນນະວົງ", "ປີ 2520", N],
    ],
    people(
        "name birth_year age birth_date",
        (A, 1988, None, None), (B, 1975, None, date(1975, 8, 1)),
        (C, 1975, None, date(1975, 8, 1)), (D, 1988, None, date(1988, 5, 12)),
        ("ທອງດີ ຄຳພູວົງ", None, 41, None), ("ໄຊພອນ ດາລາພອນ", 1988, None, date(1988, 5, 12)),
        ("ໜູພັນ ສຸວັນນະວົງ", 1977, None, None),
    ),
)  # fmt: skip

PHONES_OF_ALL_KINDS = one(
    [
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເບີໂທ 1", "ເບີໂທ 2"],
        [1, A, 2055512345.0, "030 9123456"], [2, B, "+856-20-5551 2346", N],
        [3, C, "020.5551.2347", "55512399"], [4, D, "20 55512348 (WhatsApp)", N],
        [5, "ທອງດີ ຄຳພູວົງ", "02055512349/02099912345", N],
        [6, "ໄຊພອນ ດາລາພອນ", "(856) 20 5551 2350", N], [7, "ໜູພັນ ສຸວັນນະວົງ", "'02055512351", N],
    ],
    people(
        "name phone",
        (A, "02055512345"), (B, "02055512346"), (C, "02055512347"), (D, "02055512348"),
        ("ທອງດີ ຄຳພູວົງ", "02055512349"), ("ໄຊພອນ ດາລາພອນ", "02055512350"),
        ("ໜູພັນ ສຸວັນນະວົງ", "02055512351"),
    ),
)  # fmt: skip

PAGES_WITH_THE_HEADING_AGAIN = one(
    [
        ["ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ"], ["ສັນຕິພາບ ເອກະລາດ ປະຊາທິປະໄຕ ເອກະພາບ ວັດທະນະຖາວອນ"],
        ["ສະພາປະຊາຊົນແຂວງຄຳມ່ວນ", N, N, N, "ເລກທີ ...../ສພຂ"], ["ວັນທີ 15 ກັນຍາ 2025"],
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ຕຳແໜ່ງ", "ມື້ທີ 1", "ມື້ທີ 2", "ລາຍເຊັນ"],
        [1, A, "ປະທານ", "✓", "✓", N], [2, B, "ວິຊາການ", "✓", N, N],
        [N, "ລວມໜ້າ 1", N, 2, 1], ["ໜ້າ 1/2"], [],
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ຕຳແໜ່ງ", "ມື້ທີ 1", "ມື້ທີ 2", "ລາຍເຊັນ"],
        [3, C, "ວິຊາການ", "✓", "✓", N], [4, D, "ນາຍບ້ານ", N, "✓", N],
        [N, "ລວມທັງໝົດ", N, 3, 3], [],
        [N, "ຫົວໜ້າຫ້ອງການ", N, N, "ຜູ້ສັງລວມ"], [], [N, "ບຸນມີ ວົງໄຊ", N, N, "ຄຳຫຼ້າ ໄຊຍະວົງ"],
    ],
    people("name position", (A, "ປະທານ"), (B, "ວິຊາການ"), (C, "ວິຊາການ"), (D, "ນາຍບ້ານ")),
)  # fmt: skip

A_FORM_EXPORTED = one(
    [
        ["Timestamp", "Email Address", "ຊື່ ແລະ ນາມສະກຸນ (Full name)", "ເພດ (Gender)",
         "ຕຳແໜ່ງ (Position)", "ແຂວງ (Province)", "ເບີໂທ (Phone)", "Do you need a room?"],
        ["2025-09-01 8:30:12", "a@example.org", "Ms. Bouasone Phommavong", "ຍິງ (Female)",
         "Officer", "ແຂວງຄໍາມ່ວນ (Khammouane)", "20 5551 2345", "Yes"],
        ["2025-09-01 9:30:12", "b@example.org", "ທ. " + B, "ຊາຍ (Male)",
         "ວິຊາການ", "ນະຄອນຫຼວງວຽງຈັນ (Vientiane Capital)", "+8562055512346", "No"],
    ],
    people(
        "name sex position province_code phone email",
        ("Bouasone Phommavong", "F", "Officer", "LA-KH", "02055512345", "a@example.org"),
        (B, "M", "ວິຊາການ", "LA-VT", "02055512346", "b@example.org"),
    ),
)  # fmt: skip

POSTS_BESIDE_NAMES = one(
    [
        ["ລ/ດ", "ຊື່, ນາມສະກຸນ ແລະ ຕຳແໜ່ງ", "ພາກສ່ວນ", "ໂທ"],
        [1, f"ທ່ານ {B}, ຫົວໜ້າພະແນກ", "ພະແນກພາຍໃນ", "02055512345"],
        [2, f"ທ່ານ ນາງ {A}\nຮອງປະທານສະຫະພັນແມ່ຍິງ", "ສະຫະພັນແມ່ຍິງ", "02055512346"],
        [3, f"{C} (ວິຊາການ)", "ພະແນກພາຍໃນ", "02055512347"],
    ],
    people(
        "name position organisation phone",
        (B, "ຫົວໜ້າພະແນກ", "ພະແນກພາຍໃນ", "02055512345"),
        (A, "ຮອງປະທານສະຫະພັນແມ່ຍິງ", "ສະຫະພັນແມ່ຍິງ", "02055512346"),
        (C, "ວິຊາການ", "ພະແນກພາຍໃນ", "02055512347"),
    ),
)  # fmt: skip

ENGLISH_WITH_ONES = one(
    [
        ["Attendance list"], ["Venue: Thakhek", N, N, N, "Date: 15/09/2025"],
        ["#", "Title", "First Name", "Last Name", "F", "M", "Org.", "Prov.", "Mobile"],
        [1, "Ms.", "Bouasone", "Phommavong", 1, 0, "Dept. of Home Affairs", "KM", "2055512345"],
        [2, "Mr.", "Khamphasong", "Keobouasy", 0, 1, "HELVETAS", "Savannakhet", "2055512346"],
        [3, "Dr.", "Somchit", "Ratsabout", 0, 1, "GIZ", "VTE Cap", "2055512347"],
        [N, N, N, "Total", 1, 2],
    ],
    people(
        "name sex organisation province_code phone",
        ("Bouasone Phommavong", "F", "Dept. of Home Affairs", "LA-KH", "02055512345"),
        ("Khamphasong Keobouasy", "M", "HELVETAS", "LA-SV", "02055512346"),
        ("Somchit Ratsabout", "M", "GIZ", "LA-VT", "02055512347"),
    ),
)  # fmt: skip

UNITS_OF_TWO_LEVELS = one(
    [
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ຕຳແໜ່ງ", "ເບີໂທ"],
        ["I", "ຂັ້ນສູນກາງ"], [1, A, "ວິຊາການ", "02055512345"],
        ["II", "ຂັ້ນແຂວງ"], ["1", "ພະແນກພາຍໃນ"], ["1.1", B, "ຫົວໜ້າພະແນກ", "02055512346"],
        ["1.2", C, "ວິຊາການ", "02055512347"], ["2", "ສະຫະພັນແມ່ຍິງແຂວງ"],
        ["2.1", D, "ປະທານ", "02055512348"],
    ],
    people(
        "name position organisation phone",
        (A, "ວິຊາການ", "ຂັ້ນສູນກາງ", "02055512345"), (B, "ຫົວໜ້າພະແນກ", "ພະແນກພາຍໃນ", "02055512346"),
        (C, "ວິຊາການ", "ພະແນກພາຍໃນ", "02055512347"),
        (D, "ປະທານ", "ສະຫະພັນແມ່ຍິງແຂວງ", "02055512348"),
    ),
)  # fmt: skip

SHEETS_OF_DAYS_AND_A_SUMMARY = Unseen(
    {
        "ສະຫຼຸບ": [["ສະຫຼຸບ", "ຍິງ", "ຊາຍ", "ລວມ"], ["ມື້ 1", 1, 1, 2], ["ມື້ 2", 1, 1, 2]],
        "ມື້ 1": [["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ"], [1, A, "ຍ"], [2, B, "ຊ"]],
        "ມື້ 2": [
            ["ລ/ດ", "ເພດ", "ຊື່ ແລະ ນາມສະກຸນ", "ພາກສ່ວນ"],
            [1, "ຍ", D, "ເຮວວິຕັດ"], [2, "ຊ", C, "-//-"],
        ],
    },
    people(
        "name sex organisation", (A, "F", ""), (B, "M", ""), (D, "F", "ເຮວວິຕັດ"), (C, "M", "ເຮວວິຕັດ")
    ),
)  # fmt: skip

WOMEN_LEFT_MEN_RIGHT = one(
    [
        ["ຍິງ", N, N, N, "ຊາຍ"],
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ພາກສ່ວນ", N, "ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ພາກສ່ວນ"],
        [1, A, "ເຮວວິຕັດ", N, 1, B, "ພະແນກພາຍໃນ"], [2, D, "ພະແນກພາຍໃນ", N, 2, C, "ເຮວວິຕັດ"],
    ],
    people(
        "name sex organisation", (A, "F", "ເຮວວິຕັດ"), (D, "F", "ພະແນກພາຍໃນ"), (B, "M", "ພະແນກພາຍໃນ"),
        (C, "M", "ເຮວວິຕັດ"),
    ),
    "A1:C1", "E1:G1",
)  # fmt: skip

RANKS_AND_NICKNAMES = one(
    [
        ["ລຳດັບ", "ຄຳນຳໜ້າ", "ຊື່ ແລະ ນາມສະກຸນ", "ຕຳແໜ່ງ ແລະ ບ່ອນປະຈຳການ", "ທີ່ຢູ່ ເມືອງ/ແຂວງ"],
        ["໑", "ພັອ", B, "ຫົວໜ້າ ປກສ ເມືອງ", "ນາກາຍ/ຄຳມ່ວນ"],
        ["໒", "ທ່ານ ນາງ", "ບົວສອນ (ນ້ອຍ) ພົມມະວົງ", "ປະທານສະຫະພັນແມ່ຍິງ", "ທ່າແຂກ, ຄຳມ່ວນ"],
        ["໓", "ດຣ", "ສົມຈິດ", "ອາຈານ", "ບ້ານ ນາ ມ. ປາກເຊ ຂ. ຈຳປາສັກ"],
    ],
    people(
        "name rank position district_code province_code",
        (B, "ພັອ", "ຫົວໜ້າ ປກສ ເມືອງ", "1207", "LA-KH"),
        ("ບົວສອນ (ນ້ອຍ) ພົມມະວົງ", "", "ປະທານສະຫະພັນແມ່ຍິງ", "1201", "LA-KH"),
        ("ສົມຈິດ", "ດຣ", "ອາຈານ", "1601", "LA-CH"),
    ),
)  # fmt: skip

SEX_BY_NUMBER = one(
    [
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ (1=ຍິງ, 2=ຊາຍ)", "ພາກສ່ວນ"],
        [1, A, 1, "ເຮວວິຕັດ"], [2, B, 2, "ເຮວວິຕັດ"], [3, D, 1, "ພະແນກພາຍໃນ"],
    ],
    people("name sex organisation", (A, "F", "ເຮວວິຕັດ"), (B, "M", "ເຮວວິຕັດ"), (D, "F", "ພະແນກພາຍໃນ")),
)  # fmt: skip

ALL: dict[str, Unseen] = {
    name.lower().replace("_", "-"): value
    for name, value in list(globals().items())
    if isinstance(value, Unseen)
}
