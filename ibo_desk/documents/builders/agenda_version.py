"""An agenda that goes out again says which version it is, which one it replaces and what is new in it."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from ibo_desk.documents.content import Agenda
from ibo_desk.documents.content_json import from_json, to_json
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.agenda_comparison import ComparedItem, compare_agendas
from ibo_desk.domain.agenda_marks import AgendaMark, letter
from ibo_desk.language import N_, _, pgettext
from ibo_desk.services.agenda.versions import AgendaVersions
from ibo_desk.services.words.format import day

_CHANGE_TEXTS = {
    AgendaMark.NEW: N_("new: {number}. {title}"),
    AgendaMark.CHANGED: N_("changed: {number}. {title}"),
    AgendaMark.RENUMBERED: N_("now item {number}, before item {old}: {title}"),
    AgendaMark.DROPPED: N_("dropped: {old}. {title}"),
    AgendaMark.WITHDRAWN: N_("withdrawn: {number}. {title}"),
}
# By whether it was said before, and is said now.
_HEAD_TEXTS = {
    (True, True): N_("{what}: {new}, before {old}"),
    (False, True): N_("new: {what}: {new}"),
    (True, False): N_("dropped: {what}: {old}"),
}


def with_version(sources: Sources, agenda: Agenda, meeting_id: UUID) -> Agenda:
    """The agenda with its letter and what is new, where one was sent before it; else as it is."""
    versions = AgendaVersions(sources.store)
    sent = versions.versions(meeting_id)
    again = bool(sent) and says_the_same(versions.content(sent[0].id), agenda)
    before = sent[1:] if again else sent
    if not before:
        return agenda
    replaced = before[0]
    dated, undated = N_("{letter}, replaces version {replaced} of {day}"), N_("{letter}, replaces {replaced}")
    text = _(dated if replaced.sent_on else undated)
    return replace(
        agenda,
        version=text.format(letter=letter(len(before)), replaced=replaced.letter, day=day(replaced.sent_on)),
        changes=tuple(_changes(versions.content(replaced.id), agenda)),
    )


def says_the_same(stored: str, agenda: Agenda) -> bool:
    """Whether a stored agenda says the same as this one, whatever its letter, state, day of data and who is invited."""
    there = from_json(stored)
    return isinstance(there, Agenda) and _bare(there) == _bare(agenda)


def sent_out(agenda: Agenda) -> Agenda:
    """The agenda as those read it who get it: what was a draft until now is none; that it was called off stays."""
    status = agenda.head.status if agenda.head.status != _("Draft agenda") else ""
    return replace(agenda, head=replace(agenda.head, status=status))


def _bare(agenda: Agenda) -> Agenda:
    head = replace(agenda.head, status="", data_date="", data_iso="")
    return replace(agenda, head=head, version="", changes=(), invitation="", invited=())


def _changes(stored: str, agenda: Agenda) -> Iterator[str]:
    yield from _changes_of_head(stored, agenda)
    for line in compare_agendas(stored, to_json(agenda)):
        if line.mark in _CHANGE_TEXTS:
            yield _line(line)


def _changes_of_head(stored: str, agenda: Agenda) -> Iterator[str]:
    """Another day, hour, place or link."""
    there = from_json(stored)
    before = {fact.label: fact.value for fact in there.head.facts} if isinstance(there, Agenda) else {}
    after = {fact.label: fact.value for fact in agenda.head.facts}
    names = {pgettext("paper", "Meeting"), pgettext("paper", "Procedure")}
    for what in {**after, **before}:
        if what in names:
            continue
        old, new = before.get(what, ""), after.get(what, "")
        if old != new:
            text = _HEAD_TEXTS[bool(old), bool(new)]
            yield _(text).format(what=what, old=old, new=new)


def _line(line: ComparedItem) -> str:
    return _(_CHANGE_TEXTS[line.mark]).format(
        number=line.new_number, old=line.old_number, title=line.new_title or line.old_title
    )
