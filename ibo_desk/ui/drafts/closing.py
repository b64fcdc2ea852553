"""What stands between a window and its end: typed text that no record holds."""

from PySide6.QtWidgets import QMessageBox, QWidget

from ibo_desk.language import _, ngettext
from ibo_desk.ui.drafts.drafts import Drafts


def may_close(window: QWidget, drafts: Drafts) -> bool:
    """Record what is typed in a window; where that cannot be, ask whether it may stay as a draft."""
    unrecorded = drafts.settle(window)
    if not unrecorded:
        return True
    reasons = list(dict.fromkeys(text.problem for text in unrecorded if text.problem))
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("Not everything is saved"))
    words = ngettext(
        "{count} text could not be saved: {places}.",
        "{count} texts could not be saved: {places}.",
        len(unrecorded),
    )
    places = "; ".join(text.label for text in unrecorded)
    box.setText(words.format(count=len(unrecorded), places=places))
    kept = _("It is kept as a draft on this computer and offered the next time this region is opened.")
    if not drafts.rescue():
        kept = _("It could not be kept as a draft either. Stay, and copy the text before you close.")
    box.setInformativeText("\n".join([*reasons, kept]))
    stay = box.addButton(_("Stay"), QMessageBox.ButtonRole.RejectRole)
    box.addButton(_("Keep as draft and close"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is not stay
