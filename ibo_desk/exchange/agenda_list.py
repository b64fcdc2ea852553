"""Reading an agenda list: a day makes or finds a meeting, the rows under it are its items."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from ibo_desk.domain.bodies import STANDING_TYPES, BodyKind, ItemType
from ibo_desk.domain.due import Certainty, parse_due
from ibo_desk.domain.names import display_name, fold
from ibo_desk.domain.topics import Preparation
from ibo_desk.exchange.cells import read_minutes, read_type, read_yes
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.import_context import ImportContext, KnownBody, KnownMeeting
from ibo_desk.exchange.layouts import Table, day_of_list
from ibo_desk.exchange.plan import Ref, RowFate, RowPlan, Step
from ibo_desk.exchange.rows import Draft, Seen, hash_of, row_plans, shown_row
from ibo_desk.language import _
from ibo_desk.services.words import format as say
from ibo_desk.services.words import label


@dataclass
class _Current:
    """The meeting that rows belong to; ``pending`` makes it, with the first row used."""

    id: UUID | Ref
    body: KnownBody
    on: date
    closed: str = ""  # why nothing can be put on it any more
    items: dict[str, UUID] = field(default_factory=dict)
    topics: dict[UUID, UUID] = field(default_factory=dict)
    pending: Step | None = None


class AgendaList:
    """The reader of one list; ask its ``plans`` once. Raises ``ListError`` where the file has no body for it."""

    def __init__(self, table: Table, context: ImportContext, source: str) -> None:
        self._table = table
        self._context = context
        self._source = source
        self._seen = Seen(table, context)
        self._body = _body(table, context)
        self._preparer = next(
            (body for body in context.bodies if body.kind is BodyKind.MAYORS_CONFERENCE), None
        )
        self._meetings: dict[tuple[UUID, date], _Current] = {}
        self._topics: dict[str, UUID | Ref] = dict(context.topics)
        on = None if "date" in table.columns else day_of_list(table.sheet, table.above)
        self._current: _Current | None = self._meeting(self._body, on) if on else None

    def plans(self) -> Iterator[RowPlan]:
        """A plan for every row of the list, in order."""
        return row_plans(self._table, self._row)

    def _row(self, draft: Draft) -> RowPlan:
        if draft.text("date") or draft.text("body"):
            self._current = self._meeting_of(draft)
        current, title = self._current, draft.text("title")
        if current is None or not title:
            if not draft.remarks:
                sentence = (
                    _("not read: no meeting day stands above this row")
                    if title
                    else _("not read: no item in it")
                )
                draft.remarks.append(sentence)
            return draft.plan(RowFate.REFUSED)
        cells = shown_row(self._table, draft.row)
        row_hash = hash_of([str(current.body.id), current.on.isoformat()], _without_meeting(cells))
        fate = self._seen.fate(row_hash, draft.row.number)
        if fate is not RowFate.READ:
            return draft.plan(fate)
        if current.closed:
            draft.remarks.append(current.closed)
            return draft.plan(RowFate.REFUSED)
        steps: list[Step] = []
        if current.pending:
            steps.append(current.pending)
            current.pending = None
            text = _("new meeting: {body} on {day}")
            draft.says.append(text.format(body=_short(current.body), day=say.day(current.on)))
        item = self._there(current, title) or self._add(draft, current, title, steps)
        if not steps:
            draft.says.append(
                _("item “{title}” stands on this agenda already; left as it is").format(title=title)
            )
        return draft.plan(
            fate, row_hash=row_hash, shown=cells, steps=tuple(steps), main=("agenda_item", item)
        )

    def _there(self, current: _Current, title: str) -> UUID | None:
        """The item that is on this agenda already, by its own title or that of its topic."""
        topic = self._topics.get(fold(title))
        return current.items.get(fold(title)) or (
            current.topics.get(topic) if isinstance(topic, UUID) else None
        )

    def _day_in_words(self, draft: Draft) -> date | None:
        """A meeting is on a day: "eind juni 2027" is none, and a year that is left out is told."""
        said = parse_due(draft.text("date"), self._context.today)
        if said.certainty is Certainty.YEAR_ASSUMED and said.on:
            text = _("“{text}” is read as {day}, which the list does not say; check it")
            draft.remarks.append(text.format(text=said.phrase, day=say.day(said.on)))
        return said.day

    def _meeting_of(self, draft: Draft) -> _Current | None:
        """The meeting that a row names by its day, its body or both; None with a remark where it names none."""
        body = self._body_of(draft)
        if body is None:
            text = _("not read: no body that may meet here is called “{text}”; neither are the rows under it")
            draft.remarks.append(text.format(text=draft.text("body")))
            return None
        if not draft.text("date"):
            return self._meeting(body, self._current.on) if self._current else None
        on = draft.table.day(draft.row, "date") or self._day_in_words(draft)
        if on is None:
            text = _("not read: “{text}” is not a day; the rows under it are not read either")
            draft.remarks.append(text.format(text=draft.text("date")))
            return None
        return self._meeting(body, on)

    def _body_of(self, draft: Draft) -> KnownBody | None:
        """The body that a row names; where it names none, that of the list. None where nobody knows it."""
        text = fold(draft.text("body"))
        if not text:
            return self._body
        named = [body for body in self._context.bodies if text in {fold(body.short_name), fold(body.name)}]
        return named[0] if len(named) == 1 else None

    def _meeting(self, body: KnownBody, on: date) -> _Current:
        if (body.id, on) not in self._meetings:
            there = (each for each in self._context.meetings if (each.body_id, each.on) == (body.id, on))
            known = next(there, None)
            if known:
                current = _Current(known.id, body, on, _closed(known), dict(known.items), dict(known.topics))
            else:
                ref = Ref(f"meeting {body.id} {on}")
                step = Step("meeting", {"body_id": body.id, "on": on}, ref=ref.name)
                current = _Current(ref, body, on, pending=step)
            self._meetings[body.id, on] = current
        return self._meetings[body.id, on]

    def _add(self, draft: Draft, current: _Current, title: str, steps: list[Step]) -> Ref:
        kind = self._type(draft, title, current.body)
        values: dict[str, Any] = {
            "title": draft.fit(title, 300, _("the title")),
            "item_type": kind,
            "meeting_id": current.id,
            "minutes": self._minutes(draft),
            "attachments": "\n".join(filter(None, re.split(r"\s*[;\n]\s*", draft.text("attachments")))),
        }
        if kind not in STANDING_TYPES:
            values["topic_id"] = self._topic(draft, values["title"], steps)
        elif draft.text("prepared"):
            self._prepared(draft)
        ref = Ref(f"item {draft.table.sheet} {draft.row.number}")
        steps.append(Step("agenda_item", values, ref=ref.name))
        meeting = f"{_short(current.body)} {say.short_day(current.on)}"
        text = _("{meeting}: item “{title}” ({kind}, {minutes} min)")
        if values["minutes"] is None:
            text = _("{meeting}: item “{title}” ({kind})")
        draft.says.append(
            text.format(meeting=meeting, title=values["title"], kind=label(kind), minutes=values["minutes"])
        )
        return ref

    def _topic(self, draft: Draft, title: str, steps: list[Step]) -> UUID | Ref:
        """The topic with this title, new where the file has none."""
        known = self._topics.get(fold(title))
        if known:
            return known
        prepared = self._prepared(draft)
        values: dict[str, Any] = {"title": title, "action_id": self._action(draft, title)}
        if prepared and self._preparer:
            values |= {"origin_body_id": self._preparer.id, "preparation": Preparation.PREPARED}
        ref = Ref(f"topic {fold(title)}")
        self._topics[fold(title)] = ref
        steps.append(Step("topic", values, ref=ref.name))
        return ref

    def _action(self, draft: Draft, title: str) -> UUID | None:
        """The action whose very name stands before the colon: "Bouwshift: monitoring ruimtebeslag"."""
        words = fold(title.partition(":")[0])
        actions = [
            action
            for action in self._context.actions
            if words in {fold(action.title), fold(action.short_title)}
        ]
        if len(actions) != 1 or ":" not in title:
            return None
        draft.says.append(
            _("belongs to action {number}").format(number=actions[0].number or actions[0].title)
        )
        return actions[0].id

    def _prepared(self, draft: Draft) -> bool:
        text = draft.text("prepared")
        said = read_yes(text)
        if text and said is None:
            sentence = _(
                "brought in by the mayors' conference: “{text}” is neither yes nor no; not filled in"
            )
            draft.remarks.append(sentence.format(text=text))
        return bool(said)

    def _type(self, draft: Draft, title: str, body: KnownBody) -> ItemType:
        """The type in the list where the body may have it; what it may not decide is never a decision (R9)."""
        text = draft.text("type")
        kind = read_type(text, title)
        if kind is None:
            if text:
                sentence = _("type “{text}” is not known; read as discussion").format(text=text)
            else:
                sentence = _("without a type; read as discussion")
            draft.remarks.append(sentence)
            return ItemType.DISCUSSION
        if kind not in body.types:
            sentence = _(
                "{body} cannot have an item of the type “{kind}”; read as discussion, refer what must be decided"
            )
            draft.remarks.append(sentence.format(body=body.name, kind=label(kind)))
            return ItemType.DISCUSSION
        return kind

    def _minutes(self, draft: Draft) -> int | None:
        at = self._table.columns.get("minutes")
        value = None if at is None else draft.row.cells.get(at)
        minutes = read_minutes(value)
        if value is not None and minutes is None:
            text = _("duration “{text}” could not be read; not filled in")
            draft.remarks.append(text.format(text=draft.text("minutes")))
        return minutes


def _closed(meeting: KnownMeeting) -> str:
    if meeting.cancelled:
        return _("not read: this meeting was cancelled")
    return _("not read: the minutes of this meeting have been approved") if meeting.locked else ""


def _short(body: KnownBody) -> str:
    return display_name(body.short_name, body.name)


def _without_meeting(shown: str) -> str:
    """Day and body are in the context: they stand in the first row of a meeting only."""
    cells = {name: text for name, text in json.loads(shown).items() if name not in {"date", "body"}}
    return json.dumps(cells, ensure_ascii=False, sort_keys=True)


def _body(table: Table, context: ImportContext) -> KnownBody:
    """The body that the sheet or a title row names, else the IBO."""
    said = fold(" ".join([table.sheet, *(row.text(column) for row in table.above for column in row.cells)]))
    words = set(re.findall(r"\w+", said))
    named = [body for body in context.bodies if body.short_name and fold(body.short_name) in words]
    named += [body for body in context.bodies if fold(body.name) in said and body not in named]
    usual = [body for body in context.bodies if body.kind is BodyKind.IBO]
    candidates = named if len(named) == 1 else usual
    if len(candidates) != 1:
        text = _(
            "The list does not say of which body this agenda is; put its name in a row above the headings."
        )
        raise ListError("no_body_for_agenda", text)
    return candidates[0]
