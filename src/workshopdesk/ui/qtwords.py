"""Qt's own words (buttons, menus of fields, file dialogs) from our catalogue.

Qt comes without Lao; a translator object of ours answers for it in any language we have.
"""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from workshopdesk.i18n import N_, _

# Qt's source text -> our message. Qt marks keyboard letters with &, our catalogue does not.
_WORDS = {
    "OK": N_("OK"), "&OK": N_("OK"), "Cancel": N_("Cancel"), "&Cancel": N_("Cancel"),
    "Save": N_("Save"), "&Save": N_("Save"), "Close": N_("Close"), "&Close": N_("Close"),
    "Open": N_("Open"), "&Open": N_("Open"), "&Yes": N_("Yes"), "&No": N_("No"),
    "Yes": N_("Yes"), "No": N_("No"), "Apply": N_("Apply"), "Reset": N_("Reset"),
    "Discard": N_("Discard"), "Help": N_("Help"), "Retry": N_("Try again"),
    "&Undo": N_("Undo"), "&Redo": N_("Redo"), "Cu&t": N_("Cut"), "&Copy": N_("Copy"),
    "&Paste": N_("Paste"), "Delete": N_("Delete"), "&Delete": N_("Delete"),
    "Select All": N_("Select all"), "Save As": N_("Save as"), "Look in:": N_("Look in:"),
    "File &name:": N_("File name:"), "Files of type:": N_("Files of type:"),
    "&Choose": N_("Choose"), "Directory:": N_("Folder:"), "Directories": N_("Folders"),
    "Name": N_("Name"), "Size": N_("Size"), "Type": N_("Type"), "Date Modified": N_("Changed"),
    "Back": N_("Back"), "Forward": N_("Forward"), "Parent Directory": N_("Folder above"),
    "Create New Folder": N_("New folder"), "&New Folder": N_("New folder"),
    "&Rename": N_("Rename"), "Show &hidden files": N_("Show hidden files"),
    "Computer": N_("Computer"), "Drive": N_("Drive"), "File": N_("File"),
    "Folder": N_("Folder"), "List View": N_("List"), "Detail View": N_("Details"),
    "All files (*)": N_("All files (*)"), "All Files (*)": N_("All files (*)"),
    "Find Directory": N_("Choose a folder"), "Sidebar": N_("Places"), "Files": N_("Files"),
    "Go back": N_("Back"), "Go forward": N_("Forward"),
    "Go to the parent directory": N_("Folder above"), "Create a New Folder": N_("New folder"),
}  # fmt: skip


class QtWords(QTranslator):
    """Answers Qt in the screen's language; what it does not know stays as Qt says it."""

    def isEmpty(self) -> bool:
        """Qt skips translators that say they are empty."""
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Our word for Qt's; a null string (not an empty one) leaves Qt its own."""
        ours = _WORDS.get(text)
        return _(ours) if ours else None  # type: ignore[return-value]  # None is Qt's null string
