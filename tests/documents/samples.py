"""Sheets as the services would assemble them, for tests of the drawing alone."""

from __future__ import annotations

from datetime import date, time, timedelta

from workshopdesk.documents import model as m
from workshopdesk.documents import reports
from workshopdesk.documents.charts import Bar, Chart

DAY = date(2025, 9, 15)
GIVEN = ("ນ້ຳອ້ອຍ", "ໄຊຍະສິດ", "ແກ້ວມະນີ", "ພູວຽງ", "ເຂັມພອນ", "ສີທົນ", "ດອກຟ້າ", "ຫຼ້າ", "ຄຳໝັ້ນ")
SURNAMES = ("ສີສຸພັນ", "ນົນທະວົງ", "ພັນທະລາດ", "ແສງສະຫວ່າງ", "ຈຸນລະມະນີ", "ຫຼ້າແສງ", "ທຳມະວົງ")
POSITIONS = ("ສະມາຊິກສະພາປະຊາຊົນຂັ້ນແຂວງ", "ເລຂາພັກເມືອງ", "ພະນັກງານເສນາທິການຊ່ວຍວຽກ")
PLACES = (("ມະຫາໄຊ", "ຄຳມ່ວນ"), ("ໄຊເສດຖາ", "ນະຄອນຫຼວງວຽງຈັນ"), ("ປາກຊັນ", "ບໍລິຄຳໄຊ"))
TITLE = m.Words(
    "ກອງປະຊຸມຝຶກອົບຮົມສ້າງຄວາມເຂັ້ມແຂງ ກ່ຽວກັບການວິເຄາະ, ວິໄຈບັນຫາ ແລະ ແກ້ໄຂຄຳຮ້ອງຂໍຄວາມເປັນທຳ",
    "Training workshop on analysing issues and resolving petitions for justice",
)
STATE = (
    "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ",
    "ສັນຕິພາບ ເອກະລາດ ປະຊາທິປະໄຕ ເອກະພາບ ວັດທະນະຖາວອນ",
)


def in_language(language: m.Language, lao: str, english: str) -> m.Words:
    """The words of a document in one of the three languages."""
    match language:
        case "lo":
            return m.Words(lao)
        case "en":
            return m.Words(english)
        case _:
            return m.Words(lao, english)


def name(n: int) -> str:
    """The n-th of many different names."""
    surname = SURNAMES[(n // len(GIVEN)) % len(SURNAMES)]
    extra = n // (len(GIVEN) * len(SURNAMES))
    return f"{GIVEN[n % len(GIVEN)]} {surname}{'ພອນ' * extra}"


def people(count: int) -> tuple[m.PersonLine, ...]:
    """So many rows of a list, every third a woman."""
    return tuple(
        m.PersonLine(
            number=n + 1,
            name=m.Words(name(n)),
            sex="ຍິງ" if n % 3 == 0 else "ຊາຍ",
            position=POSITIONS[n % len(POSITIONS)],
            unit="ສະພາປະຊາຊົນແຂວງ",
            district=PLACES[n % len(PLACES)][0],
            province=PLACES[n % len(PLACES)][1],
            phone=f"020 {5000 + n:04d} {1111 + 7 * n % 8000:04d}",
        )
        for n in range(count)
    )


def head(language: m.Language, lao: str, english: str, *, official: bool = True) -> m.Letterhead:
    """A letterhead with the title in both languages."""
    return m.Letterhead(
        state_lines=STATE if official else (),
        issuer=in_language(
            language, "ສະພາປະຊາຊົນແຂວງຄຳມ່ວນ", "Provincial People's Assembly of Khammouane"
        ),
        number="ເລກທີ 012/ສພຂ",
        place_date="ບົວລະພາ, ວັນທີ 15 ກັນຍາ 2025",
        title=in_language(language, lao, english),
        event=in_language(language, TITLE.main, TITLE.under),
        details=(
            in_language(
                language,
                "ທີ່ເມືອງບົວລະພາ ແຂວງຄຳມ່ວນ ລະຫວ່າງວັນທີ 15-16 ກັນຍາ 2025",
                "Bualapha District, Khammouane Province, 15–16 September 2025",
            ),
        ),
    )


def foot(language: m.Language, logos: tuple[m.Logo, ...] = ()) -> m.Footing:
    """A footing; logos are given by the tests that draw them."""
    return m.Footing(
        running="ບັນຊີລາຍຊື່ຜູ້ເຂົ້າຮ່ວມ · ບົວລະພາ, 15-16 ກັນຍາ 2025",
        page="ໜ້າ {page}/{pages}",
        logos=logos,
        support=in_language(
            language,
            "ໄດ້ຮັບການສະໜັບສະໜູນໂດຍ: Meridian Fund ແລະ Alpine Cooperation",
            "Supported by Meridian Fund and Alpine Cooperation",
        ),
    )


def list_headings(language: m.Language) -> m.ListHeadings:
    """The words above a list of people."""
    pairs = (
        ("ລ/ດ", "No."),
        ("ຊື່ ແລະ ນາມສະກຸນ", "Name and surname"),
        ("ເພດ", "Sex"),
        ("ຕຳແໜ່ງ", "Position"),
        ("ພາກສ່ວນ", "Unit"),
        ("ເມືອງ", "District"),
        ("ແຂວງ", "Province"),
        ("ເບີໂທ", "Phone"),
    )
    return m.ListHeadings(*(in_language(language, lo, en) for lo, en in pairs))


def tally_headings(language: m.Language) -> m.TallyHeadings:
    """The words above the columns of a tally."""
    pairs = (("ຍິງ", "Women"), ("ຊາຍ", "Men"), ("ບໍ່ລະບຸ", "Not said"), ("ລວມ", "Total"))
    return m.TallyHeadings(*(in_language(language, lo, en) for lo, en in pairs))


def tally(language: m.Language, count: int) -> m.TallyTable:
    """People by province; the women and men of ``people(count)``."""
    women = (count + 2) // 3
    total = m.Tally(in_language(language, "ລວມ", "Total"), women, count - women, 0)
    rows = (
        m.Tally(in_language(language, "ຄຳມ່ວນ", "Khammouane"), women, 0, 0),
        m.Tally(in_language(language, "ບໍລິຄຳໄຊ", "Bolikhamxay"), 0, count - women, 0),
    )
    heading = in_language(language, "ແຂວງ", "Province")
    return m.TallyTable(heading, tally_headings(language), rows, total)


def signers(language: m.Language) -> tuple[m.Signer, ...]:
    """Three who sign a list."""
    note = in_language(language, "ລາຍເຊັນ ແລະ ຕາປະທັບ", "Signature and seal")
    pairs = (("ຜູ້ສັງລວມ", "Compiled by"), ("ຜູ້ກວດກາ", "Checked by"), ("ຜູ້ຢັ້ງຢືນ", "Certified by"))
    return tuple(m.Signer(in_language(language, lo, en), note) for lo, en in pairs)


def sign_in(
    language: m.Language = "lo",
    count: int = 87,
    *,
    days: int = 2,
    lines: tuple[m.PersonLine, ...] | None = None,
) -> m.SignInSheet:
    """A sign-in sheet of so many people and days."""
    rows = people(count) if lines is None else lines
    women = sum(p.sex == "ຍິງ" for p in rows)
    halves = (
        in_language(language, "ຕອນເຊົ້າ", "morning"),
        in_language(language, "ຕອນບ່າຍ", "afternoon"),
    )
    return m.SignInSheet(
        language=language,
        head=head(language, "ບັນຊີລາຍຊື່ຜູ້ເຂົ້າຮ່ວມ", "List of participants"),
        foot=foot(language),
        dated=DAY,
        headings=list_headings(language),
        days=tuple(
            m.SignInDay(in_language(language, f"ມື້ທີ {n} · {14 + n} ກັນຍາ 2025", f"Day {n}"), halves)
            for n in range(1, days + 1)
        ),
        people=rows,
        blank_rows=6,
        counts_title=in_language(language, "ຈຳນວນ", "Count"),
        counts=(
            m.CountLine(m.Words("ຍິງ"), women, "ຄົນ"),
            m.CountLine(m.Words("ຊາຍ"), len(rows) - women, "ຄົນ"),
            m.CountLine(m.Words("ລວມ"), len(rows), "ຄົນ"),
        ),
        total=in_language(
            language, f"ລວມທັງໝົດ {len(rows)} ຄົນ, ຍິງ {women} ຄົນ", f"{len(rows)} people in all"
        ),
        signers=signers(language),
    )


def participant_list(language: m.Language = "lo", count: int = 87) -> m.ParticipantList:
    """A participant list of so many people."""
    return m.ParticipantList(
        language=language,
        head=head(language, "ບັນຊີລາຍຊື່ຜູ້ເຂົ້າຮ່ວມ", "List of participants"),
        foot=foot(language),
        dated=DAY,
        headings=list_headings(language),
        people=people(count),
        total=in_language(language, f"ລວມທັງໝົດ {count} ຄົນ", f"{count} people in all"),
        tallies=(tally(language, count), tally(language, count)),
        signers=signers(language)[:1],
    )


def agenda_days(language: m.Language, days: int = 2) -> tuple[m.AgendaDay, ...]:
    """Days with a long title, a break and a short session each."""
    lines = (
        m.AgendaLine(
            code="d1s1",
            start=time(8, 30),
            end=time(10, 0),
            span="08:30–10:00",
            kind="ນຳສະເໜີ",
            title=in_language(
                language,
                "ນຳສະເໜີ: ການຮັບຄຳຮ້ອງຂໍຄວາມເປັນທຳ, ການຕ້ອນຮັບ ແລະ ໃຫ້ຄຳປຶກສາ",
                "Presentation: receiving petitions for justice, reception and advice",
            ),
            responsible=in_language(language, "ທ່ານ ອຸດອນ ຫຼ້າແສງ", "Justice Committee"),
            room="ຫ້ອງປະຊຸມ",
            pause=False,
        ),
        m.AgendaLine(
            code="d1s2",
            start=time(10, 0),
            end=time(10, 15),
            span="10:00–10:15",
            kind="ພັກຜ່ອນ",
            title=in_language(language, "ພັກຜ່ອນ", "Break"),
            responsible=m.Words(""),
            room="",
            pause=True,
        ),
        m.AgendaLine(
            code="d1s3",
            start=time(10, 15),
            end=time(12, 0),
            span="10:15–12:00",
            kind="ວຽກກຸ່ມ",
            title=in_language(language, "ແບ່ງກຸ່ມຄົ້ນຄວ້າ", "Group work (five groups)"),
            responsible=in_language(language, "ຫົວໜ້າກຸ່ມ, ເລຂາກຸ່ມ", "Group leaders"),
            room="",
            pause=False,
        ),
    )
    return tuple(
        m.AgendaDay(
            DAY + timedelta(days=n),
            in_language(language, f"ວັນຈັນ, {15 + n} ກັນຍາ 2025", f"Monday, {15 + n} September 2025"),
            lines,
        )
        for n in range(days)
    )


def agenda_headings(language: m.Language) -> m.AgendaHeadings:
    """The words above an agenda."""
    pairs = (
        ("ເວລາ", "Time"),
        ("ເນື້ອໃນ", "Content"),
        ("ຜູ້ຮັບຜິດຊອບ", "Responsible"),
        ("ລະຫັດ", "Code"),
        ("ວັນທີ", "Date"),
        ("ເລີ່ມ", "Start"),
        ("ສິ້ນສຸດ", "End"),
        ("ປະເພດ", "Kind"),
        ("ຫ້ອງ", "Room"),
    )
    return m.AgendaHeadings(*(in_language(language, lo, en) for lo, en in pairs))


def agenda(language: m.Language = "lo-en", days: int = 2) -> m.AgendaSheet:
    """An agenda of so many days."""
    return m.AgendaSheet(
        language=language,
        head=head(language, "ວາລະກອງປະຊຸມ", "Agenda"),
        foot=foot(language),
        dated=DAY,
        headings=agenda_headings(language),
        days=agenda_days(language, days),
        signers=signers(language)[:1],
    )


def groups(language: m.Language = "lo", size: int = 15, number: int = 5) -> m.GroupLists:
    """So many groups of one size."""
    blocks = tuple(
        m.GroupBlock(
            label=in_language(language, "ກຸ່ມ", "Group"),
            number=str(g + 1),
            room=f"ຫ້ອງປະຊຸມ {g + 1}",
            count=f"{size} ຄົນ",
            women="(ຍິງ 5 ຄົນ)",
            question=in_language(language, "ການຕ້ອນຮັບ ແລະ ໃຫ້ຄຳປຶກສາ", "Reception and advice"),
            facilitator=name(g * size),
            rapporteur=name(g * size + 1),
            members=tuple(
                m.GroupMember(n + 1, m.Words(name(g * size + n)), "ຍິງ" if n % 3 == 0 else "ຊາຍ")
                for n in range(size)
            ),
        )
        for g in range(number)
    )
    return m.GroupLists(
        language=language,
        head=head(language, "ບັນຊີລາຍຊື່ກຸ່ມ", "Group lists", official=False),
        foot=foot(language),
        dated=DAY,
        headings=m.GroupHeadings(
            in_language(language, "ຫົວຂໍ້", "Topic"),
            in_language(language, "ຫົວໜ້າກຸ່ມ", "Facilitator"),
            in_language(language, "ເລຂາກຸ່ມ", "Rapporteur"),
        ),
        sessions=(m.GroupSession((m.Words("ແບ່ງກຸ່ມຄົ້ນຄວ້າ · 5 ກຸ່ມ"),), blocks),),
    )


def findings(language: m.Language = "lo") -> m.FindingsSheet:
    """What two groups found; the second gave no recommendation."""
    return m.FindingsSheet(
        language=language,
        head=head(language, "ຜົນການຄົ້ນຄວ້າຂອງກຸ່ມ", "Findings of the groups", official=False),
        foot=foot(language),
        dated=DAY,
        findings_title=in_language(language, "ຜົນການຄົ້ນຄວ້າ", "Findings"),
        recommendations_title=in_language(language, "ຂໍ້ສະເໜີແນະ", "Recommendations"),
        nothing=in_language(language, "ບໍ່ມີ", "None"),
        groups=(
            m.GroupFindings(
                in_language(language, "ກຸ່ມ 1", "Group 1"),
                in_language(language, "ການຮັບຄຳຮ້ອງຂໍຄວາມເປັນທຳ", "Receiving petitions"),
                "ຫົວໜ້າກຸ່ມ: ແກ້ວມະນີ ບຸນຍະວົງ",
                ("ຄຳຮ້ອງຫຼາຍສະບັບຂາດເອກະສານຄັດຕິດ",),
                ("ໃຫ້ມີແບບຟອມດຽວກັນໃນທຸກເມືອງ",),
            ),
            m.GroupFindings(
                in_language(language, "ກຸ່ມ 2", "Group 2"),
                m.Words(""),
                "",
                ("ຜູ້ຮ້ອງບໍ່ຮູ້ຂັ້ນຕອນ",),
                (),
            ),
        ),
    )


def certificates(
    language: m.Language = "lo", count: int = 3, names: tuple[m.Words, ...] = ()
) -> m.CertificateBatch:
    """Certificates for so many people, or for the names given."""
    given = names or tuple(
        in_language(language, f"ທ່ານ ນາງ {name(n)}", f"Ms Sample Number{n}") for n in range(count)
    )
    pairs = (
        ("ຜູ້ຕາງໜ້າອົງການຈັດຕັ້ງສາກົນ", "Representative, international organisation", "ອຸດອນ ລັດຕະນະ"),
        ("ປະທານສະພາປະຊາຊົນແຂວງ", "President, Provincial People's Assembly", "ແສງຈັນ ນົນທະວົງ"),
    )
    return m.CertificateBatch(
        language=language,
        head=head(language, "ໃບຢັ້ງຢືນ", "Certificate of Attendance"),
        foot=foot(language),
        dated=DAY,
        certifies=in_language(
            language,
            "ສະພາປະຊາຊົນແຂວງຄຳມ່ວນ ຂໍຢັ້ງຢືນວ່າ",
            "The Provincial People's Assembly of Khammouane hereby certifies that",
        ),
        body=(
            in_language(
                language,
                "ໄດ້ເຂົ້າຮ່ວມ " + TITLE.main,
                "attended the training workshop on analysing issues and resolving petitions",
            ),
            in_language(
                language,
                "ທີ່ເມືອງບົວລະພາ ແຂວງຄຳມ່ວນ ລະຫວ່າງວັນທີ 15-16 ກັນຍາ 2025",
                "Bualapha District, Khammouane Province, 15–16 September 2025",
            ),
        ),
        signers=tuple(
            m.Signer(in_language(language, lo, en), name=m.Words(who)) for lo, en, who in pairs
        ),
        certificates=tuple(
            m.CertificateText(
                f"ເລກທີ {n:03d}/ສພຂ",
                who,
                in_language(
                    language,
                    "ສະມາຊິກສະພາປະຊາຊົນຂັ້ນແຂວງ · ເມືອງມະຫາໄຊ ແຂວງຄຳມ່ວນ",
                    "Member of the Provincial People's Assembly · Mahaxay District",
                ),
            )
            for n, who in enumerate(given, 1)
        ),
    )


def event_report(language: m.Language = "en", count: int = 87) -> reports.EventReport:
    """A report with every part it can have."""
    women = (count + 2) // 3

    def say(lao: str, english: str) -> m.Words:
        return in_language(language, lao, english)

    return reports.EventReport(
        language=language,
        head=head(language, "ບົດລາຍງານ", "Event report"),
        foot=foot(language),
        dated=DAY,
        facts=(
            m.Fact(
                say("ສະຖານທີ່ ແລະ ວັນທີ", "Place and dates"),
                say("ເມືອງບົວລະພາ, 15-16 ກັນຍາ 2025", "Bualapha District, 15–16 September 2025"),
            ),
            m.Fact(say("ປະທານ", "Chair"), say("ທ່ານ ນາງ ແສງຈັນ ນົນທະວົງ", "Ms Sengchanh Nonthavong")),
        ),
        figures=(
            reports.Figure(
                str(count),
                say("ຜູ້ເຂົ້າຮ່ວມ", "participants"),
                say(f"ຍິງ {women}", f"women {women}"),
            ),
            reports.Figure("5", say("ແຂວງ", "provinces"), say("18 ເມືອງ", "18 districts")),
            reports.Figure("79", say("ເຂົ້າຮ່ວມຄົບ", "attended in full"), say("ຍິງ 27", "women 27")),
            reports.Figure(
                "5", say("ກຸ່ມ", "working groups"), say("ກຸ່ມລະ 15 ຄົນ", "15 people in each")
            ),
        ),
        sections=(
            reports.Section(
                say("ຈຸດປະສົງ", "Purpose"),
                (say(TITLE.main + " " + TITLE.main, "The workshop set out to build skills. " * 8),),
            ),
        ),
        agenda_title=say("ວາລະກອງປະຊຸມ", "Agenda"),
        agenda_headings=agenda_headings(language),
        agenda=agenda_days(language),
        participation=reports.Participation(
            title=say("ການເຂົ້າຮ່ວມ", "Participation"),
            by_sex=say("ຕາມເພດ", "By sex"),
            sex=(
                m.CountLine(say("ຍິງ", "Women"), women, "33,3%"),
                m.CountLine(say("ຊາຍ", "Men"), count - women, "66,7%"),
            ),
            sex_note=say(f"{count} ຄົນ", f"{count} people; sex known for all"),
            tables=(tally(language, count), tally(language, count)),
            attendance=Chart(
                say("ການເຂົ້າຮ່ວມຕາມຕອນ", "Attendance by half-day"),
                (say("ຍິງ", "Women"), say("ຊາຍ", "Men")),
                tuple(
                    Bar(
                        say(f"{day} ກ.ຍ., ຕອນເຊົ້າ", f"{day} Sep, morning"),
                        (women, count - n - women),
                        m.Words(f"women {women}"),
                    )
                    for n, day in enumerate((15, 15, 16, 16))
                ),
                say(f"ຈາກ {count} ຄົນ", f"signed, of {count} registered"),
                count,
                upright=True,
            ),
            reconciliation=(say("87 = 85 + 2", "87 registered = 85 signed + 2 signed none."),),
        ),
        findings_title=say("ຜົນຂອງກຸ່ມ", "What the groups found"),
        findings=findings(language),
        signers=signers(language)[:2],
    )


def funder_workbook(rows: tuple[tuple[str, str, str, int, int], ...]) -> m.FunderWorkbook:
    """A workbook over rows of (person, sex code, province code, participation, first)."""
    columns = (
        m.Column("person", m.Words("ລະຫັດ", "Person")),
        m.Column("sex", m.Words("ເພດ", "Sex")),
        m.Column("province", m.Words("ແຂວງ", "Province")),
        m.Column("participations", m.Words("ການມີສ່ວນຮ່ວມ", "Participations"), m.CellKind.NUMBER),
        m.Column("people", m.Words("ຄົນ", "People"), m.CellKind.NUMBER),
    )
    provinces = tuple(sorted({row[2] for row in rows}))
    return m.FunderWorkbook(
        language="lo-en",
        title=m.Words("ກອງປະຊຸມຝຶກອົບຮົມ", "Training workshop"),
        lines=("ສະໜັບສະໜູນໂດຍ · Supported by Meridian Fund", "ໄລຍະ · Period 2025-09-15"),
        notes=(m.Words("ລວມທັງໝົດ", "Each person counted once"),),
        summary_name="Summary",
        headings=tally_headings("lo-en"),
        share=m.Words("ຍິງ", "Women %"),
        tables=(
            m.SummaryTable(
                m.Words("ຕົວຊີ້ວັດ", "Indicator"),
                (
                    m.SummaryRow(m.Words("ຄົນ", "Unique participants"), "people"),
                    m.SummaryRow(m.Words("ຄັ້ງ", "Participations"), "participations"),
                ),
                None,
                chart=False,
            ),
            m.SummaryTable(
                m.Words("ແຂວງ", "Province"),
                tuple(
                    m.SummaryRow(m.Words(code, code), "participations", (("province", code),))
                    for code in provinces
                ),
                m.SummaryRow(m.Words("ລວມ", "Total"), "participations"),
                chart=True,
            ),
        ),
        counted="Participations",
        sex_key="sex",
        sexes=("F", "M", "-"),
        sheets=(m.DataSheet("Participations", columns, rows),),
        page="ໜ້າ {page}/{pages}",
        dated=DAY,
    )
