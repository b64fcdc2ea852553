"""Reading an action list: each row an engagement of the action above it, the first row of an action also its partners.

What is readable is kept; what is not is remarked per row and stands in the note of the engagement, never guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from ibo_desk.domain.actions import ActionState, PartnerRole
from ibo_desk.domain.due import parse_due
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.names import display_name, fold
from ibo_desk.domain.ordering import key_between
from ibo_desk.exchange.cells import read_state
from ibo_desk.exchange.engagement_rows import EngagementRows
from ibo_desk.exchange.import_context import ImportContext, KnownAction
from ibo_desk.exchange.layouts import OF_THE_LIST, Table
from ibo_desk.exchange.list_fields import FIELDS
from ibo_desk.exchange.partners import Partners
from ibo_desk.exchange.plan import Ref, RowFate, RowPlan, Step
from ibo_desk.exchange.rows import Draft, Seen, hash_of, row_plans, shown_row
from ibo_desk.language import _

_ALL_LINES = re.compile(r"alle( (drie|\d+))?( krachtlijnen)?")
_NUMBER_AND_TITLE = re.compile(
    r"(?P<number>(?:(?:ra|actie|nr)[\s.:-]*)?[\w.]+?)\s*[\s.:)–-]\s*(?P<title>.+)", re.IGNORECASE
)
_NUMBER_NOISE = re.compile(r"^(ra|actie|nr)[\s.:-]*|[.\s)]+$")


@dataclass
class _Current:
    """The action that rows belong to, as the plan leaves it so far; ``pending`` makes it, with the first row used."""

    id: UUID | Ref
    key: str  # what its rows are hashed with
    name: str
    lines: set[UUID] = field(default_factory=set)
    partners: set[tuple[UUID, PartnerRole]] = field(default_factory=set)
    pending: Step | None = None


class ActionList:
    """The reader of one list; ask its ``plans`` once."""

    def __init__(self, table: Table, context: ImportContext, source: str) -> None:
        self._table = table
        self._context = context
        self._register = context.register
        self._seen = Seen(table, context)
        self._by_key: dict[str, _Current | None] = {}
        self._current: _Current | None = None
        self._promised = ""  # the action of the last row with an engagement
        self._last_key = context.last_action_key
        self._engagements = EngagementRows(
            context, stand_of(table) or context.today, f"{source}, {table.sheet}"
        )

    def plans(self) -> Iterator[RowPlan]:
        """A plan for every row of the list, in order."""
        return row_plans(self._table, self._row)

    def _row(self, draft: Draft) -> RowPlan:
        own = bool(draft.text("number") or draft.text("title"))
        if own:
            self._current = self._action_of(draft)
        current = self._current
        if current is None:
            if not draft.remarks or not own:
                draft.remarks.append(_("not read: the regional action above this row was not read"))
            return draft.plan(RowFate.REFUSED)
        shown = shown_row(self._table, draft.row)
        row_hash = hash_of([current.key], shown)
        fate = self._seen.fate(row_hash, draft.row.number)
        if fate is not RowFate.READ:
            return draft.plan(fate)
        steps: list[Step] = []
        self._make_pending(draft, current, steps)
        lead, partners = self._partners(draft)
        if own:
            self._add_lines(draft, current, steps)
        self._add_partners(draft, current, steps, lead, partners, lead_role=own)
        engagement = self._engagements.plan(draft, current.id, lead, partners, steps)
        if engagement is None:
            steps += self._without_engagement(draft, current, partners)
        else:
            self._promised = current.key
        main = ("engagement", engagement) if engagement else ("regional_action", current.id)
        return draft.plan(fate, row_hash=row_hash, shown=shown, steps=tuple(steps), main=main)

    def _without_engagement(self, draft: Draft, current: _Current, partners: Partners) -> list[Step]:
        """The progress that such a row tells of its action; what else it says of an engagement is told."""
        if partners.ids and self._promised == current.key:
            text = _("no engagement stands beside {names}; add them to the one that is meant")
            draft.remarks.append(text.format(names=self._register.names(partners.ids)))
        _tell_of_none(draft)
        return [self._note(draft, current)] if draft.text("progress") else []

    # ---- the action -------------------------------------------------------------------------------------------

    def _action_of(self, draft: Draft) -> _Current | None:
        """The action a row with a number or title means, made when the file does not have it; None where refused."""
        number, title = _bare_number(draft.text("number")), draft.text("title")
        key = f"{number}|{fold(title)}"
        if key not in self._by_key:
            known = find_action(self._context.actions, number, title)
            if known and title and number == _bare_number(known.number) and not _same_action(title, known):
                text = _(
                    "not read: action {number} in the file is “{title}”; correct the number or the title"
                )
                draft.remarks.append(text.format(number=number, title=known.title))
                self._by_key[key] = None
            elif known:
                name = action_name(known.number, display_name(known.short_title, known.title))
                self._by_key[key] = _Current(known.id, key, name, set(known.lines), set(known.partners))
            else:
                self._by_key[key] = self._new(draft, key)
        return self._by_key[key]

    def _new(self, draft: Draft, key: str) -> _Current | None:
        title = draft.text("title")
        if not title:
            draft.remarks.append(_("not read: an action without a title"))
            return None
        running = read_state(draft.text("status")) in {EngagementState.RUNNING, EngagementState.KEPT}
        self._last_key = key_between(self._last_key, None)
        values = {
            "number": draft.fit(draft.text("number"), 20, _("the number")),
            "title": draft.fit(title, 300, _("the title")),
            "summary": draft.text("summary"),
            "state": ActionState.RUNNING if running else ActionState.PROPOSED,
            "order_key": self._last_key,
        }
        ref = Ref(f"action {key}")
        step = Step("regional_action", values, ref=ref.name)
        return _Current(ref, key, action_name(values["number"], title), pending=step)

    def _make_pending(self, draft: Draft, current: _Current, steps: list[Step]) -> None:
        if current.pending:
            steps.append(current.pending)
            current.pending = None
            draft.says.append(_("new: {action}").format(action=current.name))

    def _note(self, draft: Draft, current: _Current) -> Step:
        """The state of play of an action without an engagement becomes a progress note of its own."""
        said = (
            draft.table.day(draft.row, "discussed")
            or parse_due(draft.text("discussed"), self._context.today).on
        )
        draft.says.append(_("state of play of {action} noted").format(action=current.name))
        values = {"action_id": current.id, "on": said or self._context.today, "text": draft.text("progress")}
        return Step("progress_note", values)

    # ---- what hangs on it -------------------------------------------------------------------------------------

    def _partners(self, draft: Draft) -> tuple[Partners, Partners]:
        lead = draft.read_partners("lead", self._register, _("lead"))
        return lead, draft.read_partners("partners", self._register, _("partners"))

    def _add_partners(
        self,
        draft: Draft,
        current: _Current,
        steps: list[Step],
        lead: Partners,
        partners: Partners,
        *,
        lead_role: bool,
    ) -> None:
        """The lead of a numbered row leads the action; whoever leads a further row of it takes part."""
        first = PartnerRole.LEAD if lead_role else PartnerRole.PARTNER
        roles = [(organisation_id, first) for organisation_id in lead.ids] + [
            (organisation_id, PartnerRole.PARTNER) for organisation_id in partners.ids
        ]
        added: dict[PartnerRole, list[UUID]] = {}
        for organisation, role in roles:
            takes_part = role is PartnerRole.PARTNER and any(
                partner == organisation for partner, _r in current.partners
            )
            if takes_part or (organisation, role) in current.partners:
                continue
            current.partners.add((organisation, role))
            added.setdefault(role, []).append(organisation)
            values = {"action_id": current.id, "organisation_id": organisation, "role": role}
            steps.append(Step("action_partner", values))
        texts = {
            PartnerRole.LEAD: _("{action}: lead {names}"),
            PartnerRole.PARTNER: _("{action}: partners {names}"),
        }
        for role, ids in added.items():
            draft.says.append(texts[role].format(action=current.name, names=self._register.names(ids)))

    def _add_lines(self, draft: Draft, current: _Current, steps: list[Step]) -> None:
        text = draft.text("line")
        line_ids = self._lines(text)
        if text and not line_ids:
            draft.remarks.append(_("strategic line “{text}” is not known; not filled in").format(text=text))
        fresh = [line for line in line_ids if line not in current.lines]
        for line in fresh:
            current.lines.add(line)
            steps.append(Step("action_strategic_line", {"action_id": current.id, "line_id": line}))
        if fresh:
            names = ", ".join(self._context.lines[line] for line in fresh)
            draft.says.append(_("{action}: strategic line {names}").format(action=current.name, names=names))

    def _lines(self, text: str) -> list[UUID]:
        """The lines a cell names: all of them, or one by words that only one line has; none when it is not sure."""
        if _ALL_LINES.fullmatch(fold(text)):
            counted = re.search(r"drie|\d+", fold(text))
            said = (
                {"drie": 3}.get(counted.group()) or int(counted.group())
                if counted
                else len(self._context.lines)
            )
            return list(self._context.lines) if said == len(self._context.lines) else []
        ids: list[UUID] = []
        for part in filter(None, (fold(name) for name in re.split(r"[;/+\n]", text))):
            fitting = [line for line, name in self._context.lines.items() if part in fold(name)]
            if len(fitting) != 1:
                return []
            ids += fitting
        return ids


def _tell_of_none(draft: Draft) -> None:
    """What a row says that belongs to an engagement, where it has none; its state is that of the action."""
    text = _("{field} “{text}” belongs to an engagement, and this row has none; not filled in")
    left = [name for name in ("due", "amount", "staff") if draft.text(name)]
    if draft.text("status") and read_state(draft.text("status")) is None:
        left.append("status")
    draft.remarks += [text.format(field=_(FIELDS[name]), text=draft.text(name)) for name in left]


def find_action(actions: Sequence[KnownAction], number: str, title: str) -> KnownAction | None:
    """The action in the file with this bare number, else the one with exactly this title."""
    folded = fold(title)
    by_number = (action for action in actions if number and _bare_number(action.number) == number)
    by_title = (
        action for action in actions if folded and folded in {fold(action.title), fold(action.short_title)}
    )
    return next(by_number, None) or next(by_title, None)


def named_action(actions: Sequence[KnownAction], text: str) -> KnownAction | None:
    """The action that a cell refers to: "5", "RA 5", "Fietsroute", "5. Fietsroute"; None where it may be another."""
    whole = find_action(actions, "", text) or find_action(actions, _bare_number(text), "")
    parts = _NUMBER_AND_TITLE.fullmatch(text.strip())
    if whole is not None or parts is None:
        return whole
    numbered = find_action(actions, _bare_number(parts["number"]), "")
    return numbered if numbered is not None and _same_action(parts["title"], numbered) else None


def stand_of(table: Table) -> date | None:
    """The day of the list itself: a title row that says "Stand op" with a day beside it."""
    for row in table.above:
        words = [row.text(column) for column in sorted(row.cells)]
        if words and fold(words[0]).startswith(OF_THE_LIST):
            for column in sorted(row.cells):
                value = row.cells[column]
                if isinstance(value, date):
                    return value
            return parse_due(words[-1], date.min.replace(year=2000)).on
    return None


def _bare_number(text: str) -> str:
    bare = _NUMBER_NOISE.sub("", fold(text))
    return bare.lstrip("0") or bare


def action_name(number: str, title: str) -> str:
    short = title if len(title) <= 60 else f"{title[:59]}…"
    return _("action {number} “{title}”").format(number=number, title=short) if number else f"“{short}”"


def _same_action(title: str, action: KnownAction) -> bool:
    """Whether two titles can be of one action: one begins with the other, or most of their longer words agree."""
    folded, there = fold(title), fold(action.title)
    if folded.startswith(there) or there.startswith(folded) or folded == fold(action.short_title):
        return True
    words, others = (set(re.findall(r"\w{4,}", title)) for title in (folded, there))
    return bool(words and others) and len(words & others) * 2 > min(len(words), len(others))
