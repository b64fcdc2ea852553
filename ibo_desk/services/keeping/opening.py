"""What is said when a file is opened: who has it, and what a synchronised folder left beside it."""

from datetime import datetime
from pathlib import Path

from ibo_desk.data import conflicts
from ibo_desk.data.holder import Holder, lock_path
from ibo_desk.domain.errors import FileProblemError, UserError
from ibo_desk.language import _


class HeldError(FileProblemError):
    """Another program has the file open; ``sentence`` says who and since when."""

    def __init__(self, place: str, holder: Holder) -> None:
        super().__init__("file_held", place=place)
        self.actor = holder.actor
        self.computer = holder.computer
        self.since = holder.since
        self.elsewhere = holder.elsewhere

    @property
    def sentence(self) -> str:
        """For somebody who wanted to write."""
        if self.elsewhere:
            return self._elsewhere()
        text = _("{place} is open already ({who}); close it there first, or open it here to read.")
        return text.format(place=self.params["place"], who=self._who())

    @property
    def message_for_reader(self) -> str:
        """For somebody who may read it here."""
        if self.elsewhere:
            return self._elsewhere()
        text = _("{place} is open already ({who}); here it can only be read.")
        return text.format(place=self.params["place"], who=self._who())

    def _elsewhere(self) -> str:
        """From here nobody can know whether it still is: that is said, with the way out."""
        text = _(
            "{place} is open elsewhere ({who}), or was left so there: here it can only be read. Ask; if nobody has it"
            " open any more, remove {lock} and open it again."
        )
        path = Path(self.params["place"])
        return text.format(place=path, who=self._who(), lock=lock_path(path).name)

    def _who(self) -> str:
        who = self.actor or _("another program")
        if self.computer:
            who = _("{who} on {computer}").format(who=who, computer=self.computer)
        if self.since:
            who = _("{who}, since {when}").format(who=who, when=_when(self.since))
        return who


def conflict_notices(place: str) -> list[UserError]:
    """The copies beside a file that hold work which it lacks."""
    return [
        FileProblemError(
            "conflict_copy",
            place=place,
            copy=other.path.name,
            own_at=_when(other.own_at),
            own_label=other.own_label,
            other_at=_when(other.other_at),
            other_label=other.other_label,
        )
        for other in conflicts.beside(Path(place).absolute())
    ]


def _when(moment: datetime | None) -> str:
    return f"{moment.astimezone():%d/%m/%Y %H:%M}" if moment else "?"
