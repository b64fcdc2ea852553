"""The forms on which a college answers: made to go with a note, read when they come back, and then recorded."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.names import fold
from ibo_desk.exchange.reply import Asking, Reply, ReturnedLine, asked_rounds, judged
from ibo_desk.exchange.reply_form import make_form, read_form
from ibo_desk.exchange.reply_sheet import make_sheet, read_sheet
from ibo_desk.foreign.package import Progress, no_progress
from ibo_desk.services.base.bulk import LEAVE, Over
from ibo_desk.services.feedback.feedback import Feedback
from ibo_desk.services.feedback.writing import GivenAnswer
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.parties.bodies import Bodies


class ReplyKind(StrEnum):
    """In which program the college fills it in; the value is the end of the file's name."""

    EXCEL = "xlsx"
    WORD = "docx"


def returned(path: Path, progress: Progress = no_progress) -> list[ReturnedLine]:
    """The lines of a form that came back; ``ListError`` as for ``Replies.read``."""
    is_document = path.suffix.lower() in {".docx", ".docm", ".doc", ".odt"}
    return (read_form if is_document else read_sheet)(path, progress)


class Replies:
    """Making, reading and recording replies."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def make(self, meeting_id: UUID, college_id: UUID, kind: ReplyKind = ReplyKind.EXCEL) -> bytes | None:
        """The form for the questions to one college about one meeting; None where nothing asks an answer."""
        return next((data for _name, data in self.forms(meeting_id, college_id, [kind])), None)

    def file_name(self, meeting_id: UUID, college_id: UUID, kind: ReplyKind = ReplyKind.EXCEL) -> str:
        """ "antwoordblad-kortrijk-ibo-2026-4.xlsx"."""
        municipality = self._municipalities([college_id])[college_id]
        return _file_name(municipality, Meetings(self._store).row(meeting_id).short, kind)

    def forms(self, meeting_id: UUID, college_id: UUID, kinds: Sequence[str]) -> list[tuple[str, bytes]]:
        """The forms to answer on, with the names of their files; none where nothing asks an answer."""
        return self.forms_of(meeting_id, [college_id], kinds)[college_id]

    def forms_of(
        self, meeting_id: UUID, college_ids: Collection[UUID], kinds: Sequence[str]
    ) -> dict[UUID, list[tuple[str, bytes]]]:
        """The same for several colleges, by college."""
        meeting = Meetings(self._store).row(meeting_id)
        municipalities = self._municipalities(college_ids)
        asked = asked_rounds(self._store, meeting_id)
        forms: dict[UUID, list[tuple[str, bytes]]] = {college_id: [] for college_id in college_ids}
        for college_id in (college_id for college_id in college_ids if college_id in asked):
            town = municipalities[college_id]
            today = self._store.clock.today()
            asking = Asking(town, college_id, meeting.title, meeting.on, asked[college_id], today)
            for kind in map(ReplyKind, kinds):
                data = make_form(asking) if kind is ReplyKind.WORD else make_sheet(asking)
                forms[college_id].append((_file_name(town, meeting.short, kind), data))
        return forms

    def read(self, path: Path) -> Reply:
        """What a returned form says, beside what the file holds now; nothing is written.

        Raises ``ListError``: "not_a_reply_sheet", "reply_of_elsewhere", or why the file cannot be read.
        """
        return self.judge(path, returned(path))

    def judge(self, path: Path, lines: Sequence[ReturnedLine]) -> Reply:
        """The same for lines that were read already, elsewhere than where the store is."""
        return judged(self._store, path, lines)

    def apply(self, reply: Reply, over: Over = LEAVE) -> int:
        """Record what the form says, as one journal entry; returns how many answers. Raises ``RuleError``.

        An answer that stands there already stays, unless ``over`` lets its (item id, college id) go.
        """
        given = [
            GivenAnswer(
                row.item_id, reply.college_id, row.answer, row.on, row.text, row.reference, row.round_id
            )
            for row in reply.to_record
            if row.answer is not None and row.on is not None
        ]
        return len(Feedback(self._store).record(given, over=over).targets) if given else 0

    def _municipalities(self, college_ids: Collection[UUID]) -> dict[UUID, str]:
        """By college the name of its municipality; empty for what is no college."""
        names = {row.id: row.organisation for row in Bodies(self._store).colleges()}
        return {college_id: names.get(college_id, "") for college_id in college_ids}


def _file_name(municipality: str, meeting: str, kind: ReplyKind) -> str:
    words = fold(f"{municipality} {meeting}")
    return "antwoordblad-" + "-".join("".join(c if c.isalnum() else " " for c in words).split()) + f".{kind}"
