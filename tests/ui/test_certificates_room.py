"""The certificates' page: the register and its actions, the door, keys, checking a code."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from tests.windowed import TRAINING, Told, type_text

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.certificate import Certificate, CertificateState
from workshopdesk.domain.progress import Silent
from workshopdesk.services import signing
from workshopdesk.store import Store
from workshopdesk.ui import printing
from workshopdesk.ui.certificates.presenter import NONE
from workshopdesk.ui.certificates.view import CertificatesRoom
from workshopdesk.ui.desk import Place
from workshopdesk.ui.pages import Pages
from workshopdesk.ui.shell import Shell

RETURN, DOWN, LEFT = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.MouseButton.LeftButton
PASSPHRASE = "four words on paper"


@pytest.fixture
def opened() -> list[Path]:
    """The files that were opened."""
    return []


@pytest.fixture
def room(window: Shell, event_id: UUID, opened: list[Path]) -> CertificatesRoom:
    """The page, with files opened into a list."""
    window.go(Place("certificates", event_id))
    shown = window.room
    assert isinstance(shown, CertificatesRoom)
    shown.door.outlet.opens = opened.append
    return shown


def issued(store: Store, event_id: UUID) -> tuple[Certificate, ...]:
    with store.read() as reader:
        return reader.certificates(event_id)


def give(room: CertificatesRoom, name: str) -> None:
    """Type a name at the door and press Enter."""
    room.turn_to("door")
    type_text(room.door.field, name)
    QTest.keyClick(room.door.field, RETURN)


def first_name(room: CertificatesRoom) -> str:
    assert room.state is not None
    return room.state.lines[0].name


def test_part_of_a_name_and_enter_prints_one(
    room: CertificatesRoom, store: Store, event_id: UUID, opened: list[Path]
) -> None:
    give(room, first_name(room).split()[0])
    (certificate,) = issued(store, event_id)
    assert first_name(room) in certificate.name
    assert [Pages(path.read_bytes()).count for path in opened] == [1]
    assert room.door.field.text() == ""
    assert room.door.field.hasFocus()
    assert room.door.last.name == first_name(room)
    with store.read() as reader:
        (printing_,) = reader.certificate_printings(event_id)
    assert printing_.way == "file"


def test_a_second_enter_is_needed_to_print_again(
    room: CertificatesRoom, opened: list[Path], store: Store, event_id: UUID
) -> None:
    give(room, first_name(room))
    give(room, first_name(room))
    assert len(opened) == 1
    assert "Printed already" in room.door.last.said
    QTest.keyClick(room.door.field, RETURN)
    assert len(opened) == 2
    assert len(issued(store, event_id)) == 1


def test_who_has_not_earned_one_gets_none_at_the_door(
    room: CertificatesRoom, store: Store, event_id: UUID, opened: list[Path]
) -> None:
    room.register.rule.ruled.emit(4, frozenset())
    assert room.state is not None
    line = next(line for line in room.state.lines if not line.entitled)
    give(room, line.name)
    assert "Too few half-days" in room.door.last.said
    assert (opened, issued(store, event_id)) == ([], ())


def test_a_stranger_is_registered_and_printed_with_two_enters(
    room: CertificatesRoom, store: Store, event_id: UUID, opened: list[Path]
) -> None:
    give(room, "ນາງ ມະໄລ ວົງພະຈັນ")
    assert opened == []
    QTest.keyClick(room.door.field, RETURN)
    (certificate,) = issued(store, event_id)
    assert len(opened) == 1
    with store.read() as reader:
        came = next(p for p in reader.participants(event_id) if p.name == "ມະໄລ ວົງພະຈັນ")
        marks = [m for m in reader.attendance(event_id) if m.registration_id == came.id]
    assert certificate.registration_id == came.id
    assert [m.mark for m in marks] == [Mark.PRESENT]


def test_arrows_choose_among_several(room: CertificatesRoom) -> None:
    room.turn_to("door")
    type_text(room.door.field, "ວົງ")
    several = [line.name for line in room.door.model.visible]
    assert len(several) > 1
    QTest.keyClick(room.door.field, DOWN)
    QTest.keyClick(room.door.field, RETURN)
    assert room.door.last.name == several[1]


def test_all_then_only_the_new_ones_then_one_unit(
    room: CertificatesRoom, opened: list[Path]
) -> None:
    room.turn_to("door")
    give(room, first_name(room))
    options = room.door.options
    QTest.mouseClick(options.print, LEFT)
    assert Pages(opened[-1].read_bytes()).count == 86
    assert not options.print.isEnabled()
    options.new.setChecked(False)
    assert room.state is not None
    unit = room.state.units[0]
    options.unit.choose(unit)
    options.unit.picked.emit(unit)
    of_unit = sum(line.unit == unit and line.holds for line in room.state.lines)
    QTest.mouseClick(options.print, LEFT)
    assert Pages(opened[-1].read_bytes()).count == of_unit < 86


def test_offset_and_preprinted_paper_are_remembered(
    room: CertificatesRoom, opened: list[Path]
) -> None:
    room.turn_to("door")
    options = room.door.options
    options.pre.setChecked(True)
    for field, typed in ((options.right, "1,5"), (options.down, "-2")):
        field.setFocus()
        field.setText(typed)
        QTest.keyClick(field, RETURN)
    assert options.preprinted() == (1.5, -2.0)
    QTest.mouseClick(options.calibrate, LEFT)
    assert Pages(opened[-1].read_bytes()).count == 1
    memory = room.desk.memory
    assert memory is not None
    assert (memory.value("certificates/right"), memory.value("certificates/down")) == ("1.5", "-2")
    options.right.setText("400")
    QTest.keyClick(options.right, RETURN)
    assert options.preprinted() == (1.5, -2.0)


def test_revoking_asks_for_a_reason_and_stands_in_the_register(
    room: CertificatesRoom, store: Store, event_id: UUID, window: Shell
) -> None:
    give(room, first_name(room))
    room.turn_to("register")
    room.register.table.selectRow(0)
    QTest.mouseClick(room.register.revoke, LEFT)
    dialog = room.register.dialog
    assert dialog is not None
    QTest.keyClick(dialog.field, RETURN)
    assert dialog.isVisible()
    type_text(dialog.field, "ຊື່ຜິດ")
    QTest.keyClick(dialog.field, RETURN)
    (certificate,) = issued(store, event_id)
    assert (certificate.state, certificate.reason) == (CertificateState.REVOKED, "ຊື່ຜິດ")
    assert "ຊື່ຜິດ" in room.register.model.visible[0].state
    window.desk.undo()
    (certificate,) = issued(store, event_id)
    assert certificate.state is CertificateState.ISSUED


def test_replacing_gives_a_new_number_and_reissuing_a_copy(
    room: CertificatesRoom, store: Store, event_id: UUID
) -> None:
    give(room, first_name(room))
    room.turn_to("register")
    for button in (room.register.reissue, room.register.replace):
        room.register.table.clearSelection()
        room.register.table.selectRow(0)
        QTest.mouseClick(button, LEFT)
        dialog = room.register.dialog
        assert dialog is not None
        type_text(dialog.field, "x")
        QTest.keyClick(dialog.field, RETURN)
    old, new = issued(store, event_id)
    assert (old.copy, old.state) == (2, CertificateState.REVOKED)
    assert new.replaces_id == old.id
    first, second = room.register.model.visible[:2]
    assert (first.number, second.number) == (new.number, old.number)
    assert new.number in second.state


def test_exceptions_are_given_with_a_reason_and_taken_back(room: CertificatesRoom) -> None:
    register = room.register
    register.rule.ruled.emit(4, frozenset())
    QTest.mouseClick(register.views.button(NONE), LEFT)
    before = len(register.model.visible)
    register.table.selectRow(0)
    who = register.model.visible[0].name
    QTest.mouseClick(register.allow, LEFT)
    assert register.dialog is not None
    type_text(register.dialog.field, "ປ່ວຍ")
    QTest.keyClick(register.dialog.field, RETURN)
    assert len(register.model.visible) == before - 1
    assert room.state is not None
    line = next(line for line in room.state.lines if line.name == who)
    assert line.decision == "Exception: ປ່ວຍ"
    register.search.setText(who)
    QTest.mouseClick(register.views.button("all"), LEFT)
    register.table.selectRow(0)
    QTest.mouseClick(register.as_ruled, LEFT)
    assert "Too few" in register.model.visible[0].decision


def test_enter_in_the_register_opens_what_can_be_done(room: CertificatesRoom) -> None:
    table = room.register.table
    table.setFocus()
    table.setCurrentIndex(room.register.model.index(0, 1))
    QTest.keyClick(table, RETURN)
    said = [action.text() for action in room.register.menu.actions()]
    assert said == ["Give one…", "Give none…"]
    room.register.menu.close()


def test_the_register_is_saved_as_pdf_and_excel(room: CertificatesRoom, tmp_path: Path) -> None:
    give(room, first_name(room))
    room.register.save_to(tmp_path / "r.pdf", "pdf")
    assert Pages((tmp_path / "r.pdf").read_bytes()).count == 1
    room.register.save_to(tmp_path / "y.xlsx", "xlsx", 2025)
    sheet = openpyxl.load_workbook(tmp_path / "y.xlsx").worksheets[0]
    found = [row for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("0001/")]
    ((_number, day, name, *_rest, copy, _became, _reason),) = found
    assert first_name(room) in str(name)
    assert (getattr(day, "year", None), copy) == (2025, 1)


def test_a_key_is_made_unlocks_codes_and_is_exported(
    room: CertificatesRoom, store: Store, event_id: UUID, tmp_path: Path
) -> None:
    give(room, first_name(room))
    assert issued(store, event_id)[0].statement == ""
    room.turn_to("keys")
    keys = room.keys
    keys.new.setText("short")
    assert not keys.make.isEnabled()
    keys.new.setText(PASSPHRASE)
    keys.again.setText(PASSPHRASE)
    QTest.mouseClick(keys.make, LEFT)
    assert room.desk.signing_key is not None
    assert issued(store, event_id)[0].statement
    keys.table.selectRow(0)
    keys.export_to(tmp_path / "key.json", keys.keys[0])
    keys.learn_from(tmp_path / "key.json")
    assert len(signing.keys(store)) == 1
    QTest.mouseClick(keys.lock, LEFT)
    assert room.desk.signing_key is None


def test_a_wrong_passphrase_leaves_the_key_locked(
    room: CertificatesRoom, store: Store, told: Told
) -> None:
    room.turn_to("keys")
    room.keys.new.setText(PASSPHRASE)
    room.keys.again.setText(PASSPHRASE)
    QTest.mouseClick(room.keys.make, LEFT)
    QTest.mouseClick(room.keys.lock, LEFT)
    told.refusals_expected = True
    room.keys.typed.setText("wrong wrong wrong")
    QTest.keyClick(room.keys.typed, RETURN)
    assert room.desk.signing_key is None
    room.keys.typed.setText(PASSPHRASE)
    QTest.keyClick(room.keys.typed, RETURN)
    assert room.desk.signing_key is not None


def test_codes_are_judged_in_words_and_lead_to_the_register(
    room: CertificatesRoom, store: Store, event_id: UUID, window: Shell, tmp_path: Path
) -> None:
    room.turn_to("keys")
    room.keys.new.setText(PASSPHRASE)
    room.keys.again.setText(PASSPHRASE)
    QTest.mouseClick(room.keys.make, LEFT)
    give(room, first_name(room))
    (certificate,) = issued(store, event_id)
    code = certificate.statement
    for typed, verdict in (
        (code, "Genuine"),
        (code[:-9] + ("B" if code[-9] != "B" else "C") + code[-8:], "Altered"),
        ("hello", "Not a certificate's code"),
    ):
        room.turn_to("check")
        room.checking.field.setText(typed)
        QTest.keyClick(room.checking.field, RETURN)
        assert room.checking.verdict.accessibleName() == verdict
    room.checking.field.setText(code)
    QTest.keyClick(room.checking.field, RETURN)
    QTest.mouseClick(room.checking.lead, LEFT)
    assert room.page == "register"
    assert [line.number for line in room.register.model.visible] == [certificate.number]
    room.checking.save_page(tmp_path / "verify.html")
    assert b"WD1:" in (tmp_path / "verify.html").read_bytes()


def test_a_printer_prints_every_page_at_its_size(
    room: CertificatesRoom, opened: list[Path], tmp_path: Path
) -> None:
    give(room, first_name(room))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.to_printer(printer, opened[0].read_bytes(), "certificate", Silent())
    page = Pages((tmp_path / "printed.pdf").read_bytes()).draw(0, 200, 200)
    assert (page.width_mm, page.height_mm) == (297, 210)


def test_the_event_is_the_training(room: CertificatesRoom) -> None:
    assert room.state is not None
    assert room.state.event.code == TRAINING
