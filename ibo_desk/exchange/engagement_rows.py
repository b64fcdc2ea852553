"""The engagement in a row of an action list: made new with a share for each partner, or brought up to date."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from ibo_desk.domain.due import Certainty
from ibo_desk.domain.engagements import OPEN_STATES, EngagementKind, EngagementState, Recurrence
from ibo_desk.domain.names import fold
from ibo_desk.exchange.cells import (
    Amount,
    condition_in,
    read_amount,
    read_due,
    read_staff,
    read_state,
    read_sum,
)
from ibo_desk.exchange.import_context import ImportContext, KnownEngagement
from ibo_desk.exchange.partners import Partners
from ibo_desk.exchange.plan import Ref, Step
from ibo_desk.exchange.rows import Draft
from ibo_desk.exchange.workbook import Value
from ibo_desk.language import _
from ibo_desk.services.base.bulk import Standing
from ibo_desk.services.words import format as say
from ibo_desk.services.words import label

WHAT_LIMIT = 1000
_NO_AMOUNT = frozenset(
    {"-", "–", "?", "p.m.", "pm", "nvt", "n.v.t.", "n.v.t", "geen", "ntb", "nog te bepalen"}
)


class EngagementRows:
    """Plans the engagements of one list; ``base`` is the day that a term without a year counts from."""

    def __init__(self, context: ImportContext, base: date, source: str) -> None:
        self._context = context
        self._register = context.register
        self._base = base
        self._source = source

    def plan(
        self,
        draft: Draft,
        action_id: UUID | Ref | None,
        lead: Partners,
        partners: Partners,
        steps: list[Step],
        *,
        of_partner: bool = False,
    ) -> UUID | Ref | None:
        """Add the steps for the engagement in a row; returns which one it is, None where the row has none.

        ``of_partner`` where a row is the promise of one partner: the same words of another are another engagement.
        """
        what = draft.text("engagement")
        if not what:
            return None
        known = next(
            (
                engagement
                for engagement in self._context.engagements
                if engagement.action_id == action_id
                and fold(engagement.what) == fold(what[:WHAT_LIMIT])
                and (not of_partner or engagement.partners & set(partners.ids))
            ),
            None,
        )
        # The lead carries the action; a promise is the lead's own only where no partner is named.
        givers = partners.ids or (() if draft.text("partners") else lead.ids)
        if known:
            self._update(draft, known, givers, steps)
            return known.id
        return self._add(draft, action_id, givers, steps, lead, partners)

    # ---- new --------------------------------------------------------------------------------------------------

    def _add(
        self,
        draft: Draft,
        action_id: UUID | Ref | None,
        givers: tuple[UUID, ...],
        steps: list[Step],
        lead: Partners,
        partners: Partners,
    ) -> Ref:
        values = {"what": draft.fit(draft.text("engagement"), WHAT_LIMIT, _("the engagement"))}
        values |= self._due(draft) | {"progress": self._progress(draft), "action_id": action_id}
        state, condition = self._state(draft)
        values["note"] = self._note(draft, lead, partners)
        ref = Ref(f"engagement {draft.table.sheet} {draft.row.number}")
        steps.append(Step("engagement", values, ref=ref.name))
        amount = self._amount(draft, givers)
        for organisation in givers:
            share = {
                "engagement_id": ref,
                "organisation_id": organisation,
                "state": state,
                "condition": condition,
            }
            steps.append(Step("engagement_partner", share | self._share(amount, organisation, givers)))
        self._say_new(draft, values, givers, state, amount)
        return ref

    def _due(self, draft: Draft) -> dict[str, Any]:
        due, recurrence, possible = read_due(self._cell(draft, "due"), self._base)
        if not possible:
            text = _("“{text}” is a date that does not exist; kept as words, without a date")
            draft.remarks.append(text.format(text=due.phrase))
        elif due.phrase and due.on is None and recurrence is Recurrence.ONCE:
            draft.remarks.append(_("no date follows from “{text}”; kept as words").format(text=due.phrase))
        elif due.on and due.certainty in {Certainty.GUESS, Certainty.YEAR_ASSUMED}:
            text = _("“{text}” is read as {day}, which the list does not say; check it")
            draft.remarks.append(text.format(text=due.phrase, day=say.day(due.on)))
        phrase = draft.fit(due.phrase, 120, _("the term"))
        return {"due_on": due.on, "due_phrase": phrase, "recurrence": recurrence}

    def _cell(self, draft: Draft, name: str) -> Value:
        return draft.table.day(draft.row, name) or draft.text(name)

    def _progress(self, draft: Draft) -> str:
        """The state of play, and a status in words of their own ("3 van 13 klaar")."""
        status, progress = draft.text("status"), draft.text("progress")
        own_words = status if status and read_state(status) is None else ""
        return "\n\n".join(filter(None, (own_words, progress)))

    def _state(self, draft: Draft) -> tuple[EngagementState, str]:
        status = draft.text("status")
        state = read_state(status)
        if status and state is None:
            text = _(
                "status “{status}” is none of ours; kept as state of play, set the state of each partner yourself"
            )
            draft.remarks.append(text.format(status=status))
            state = EngagementState.RUNNING if any(ch.isdigit() for ch in status) else None
        if state is EngagementState.CONFIRMED:
            text = _("“{status}”: fill in by which body and when it was confirmed")
            draft.remarks.append(text.format(status=status))
        condition = condition_in(status, draft.text("remarks"), draft.text("progress"))
        if condition and state in OPEN_STATES:
            state = EngagementState.CONDITIONAL
        return state or EngagementState.PROPOSED, draft.fit(condition, 500, _("the condition"))

    def _note(self, draft: Draft, lead: Partners, partners: Partners) -> str:
        lines = [_("Read from {source}, row {row}").format(source=self._source, row=draft.row.number)]
        if draft.text("discussed"):
            lines.append(_("Last discussed: {text}").format(text=draft.text("discussed")))
        if draft.text("source"):
            lines.append(_("Source: {text}").format(text=draft.text("source")))
        if draft.text("contact"):
            lines.append(_("Contact: {text}").format(text=draft.text("contact")))
        if draft.text("remarks"):
            lines.append(_("Remarks: {text}").format(text=draft.text("remarks")))
        for who in (lead, partners):
            missing = (*who.unsure, *who.unknown, *who.ambiguous)
            lines += [_("Partner not read: “{name}”").format(name=name) for name in missing]
        if len(draft.text("engagement")) > WHAT_LIMIT:
            lines.append(draft.text("engagement"))
        return "\n\n".join(lines)

    def _amount(self, draft: Draft, givers: tuple[UUID, ...]) -> Amount | None:
        """The amount each partner gives; one for several together is not divided by us."""
        amount = self._cell_amount(draft) or read_amount(draft.text("engagement"))
        if amount is None or amount.each or len(givers) == 1:
            return amount
        text = _("{amount}: how it is divided is not said; fill in the amount of each partner yourself")
        draft.remarks.append(text.format(amount=amount.shown))
        return None

    def _cell_amount(self, draft: Draft) -> Amount | None:
        """The contribution in the columns of money and staff; what is no amount is remarked, as is a row with both."""
        amounts = []
        for name, read in (("amount", read_sum), ("staff", read_staff)):
            text = draft.text(name)
            amount = read(draft.row.cells.get(draft.table.columns.get(name, -1)))
            if amount is not None:
                amounts.append(amount)
            elif text and fold(text).strip() not in _NO_AMOUNT:
                said = _("{column}: “{text}” is not an amount; not filled in")
                column = draft.table.headings.get(draft.table.columns[name], name)
                draft.remarks.append(said.format(column=column, text=text))
        if len(amounts) > 1:
            said = _("{staff} FTE stands beside {amount}; fill it in yourself")
            draft.remarks.append(said.format(staff=amounts[1].shown, amount=amounts[0].shown))
        return amounts[0] if amounts else None

    def _share(self, amount: Amount | None, organisation: UUID, givers: tuple[UUID, ...]) -> dict[str, Any]:
        if amount is None:
            return {}
        towns = any(self._register.is_municipality(giver) for giver in givers)
        if amount.each == "municipality" and towns and not self._register.is_municipality(organisation):
            return {}
        if amount.cents is not None:
            return {"kind": EngagementKind.MONEY, "amount_cents": amount.cents}
        return {"kind": EngagementKind.STAFF, "vte_thousandths": amount.thousandths}

    def _say_new(
        self,
        draft: Draft,
        values: Mapping[str, Any],
        givers: tuple[UUID, ...],
        state: EngagementState,
        amount: Amount | None,
    ) -> None:
        names = self._register.names(givers) or _("no partner")
        due = say.day(values["due_on"]) or values["due_phrase"] or _("no date")
        text = _("new engagement “{what}”: {names} ({count}); {due}; {state}")
        said = text.format(
            what=_short(values["what"]), names=names, count=len(givers), due=due, state=label(state)
        )
        draft.says.append(f"{said}; {_sum_in_words(amount)}" if amount and givers else said)

    # ---- there already ----------------------------------------------------------------------------------------

    def _update(
        self, draft: Draft, known: KnownEngagement, givers: tuple[UUID, ...], steps: list[Step]
    ) -> None:
        """Bring over what the list changed since it was last read; what people changed here stays."""
        before: dict[str, str] = json.loads(self._context.shown.get(known.id, "{}"))
        if not before:
            text = _("engagement “{what}” stands in the file already; left as it is")
            draft.says.append(text.format(what=_short(known.what)))
            return
        values = self._changed_due(draft, known, before)
        if values:
            steps.append(Step("engagement", values, record_id=known.id))
        steps.extend(self._changed_progress(draft, known, before))
        self._new_givers(draft, known, givers, steps)
        for name, value in (
            ("status", _("status")),
            ("remarks", _("remarks")),
            ("discussed", _("last discussed")),
            ("amount", _("amount")),
            ("staff", _("full-time equivalents")),
        ):
            if draft.text(name) != before.get(name, ""):
                text = _("{what} is now “{new}” in the list; not brought over")
                draft.remarks.append(text.format(what=value, new=draft.text(name)))

    def _changed_due(self, draft: Draft, known: KnownEngagement, before: Mapping[str, str]) -> dict[str, Any]:
        if draft.text("due") == before.get("due", ""):
            return {}
        if not read_due(self._cell(draft, "due"), self._base)[2]:
            text = _("“{text}” is a date that does not exist; the term was left as it is")
            draft.remarks.append(text.format(text=draft.text("due")))
            return {}
        if read_due(before.get("due", ""), self._base)[0].on != known.due_on:
            draft.remarks.append(_("the term was changed in the file as well; left as it is there"))
            return {}
        values = self._due(draft)
        due = say.day(values["due_on"]) or values["due_phrase"] or _("no date")
        then = say.day(known.due_on) or before.get("due", "") or _("no date")
        text = _("engagement “{what}”: term {then} → {due}")
        draft.says.append(text.format(what=_short(known.what), then=then, due=due))
        return values

    def _changed_progress(
        self, draft: Draft, known: KnownEngagement, before: Mapping[str, str]
    ) -> list[Step]:
        """What was typed here beside or over the text of the list is shown as replaced, old beside new."""
        if draft.text("progress") == before.get("progress", ""):
            return []
        new, then = self._progress(draft), before.get("progress", "")
        standing = None
        if known.progress.strip() == then.strip():
            text = _("engagement “{what}”: state of play “{then}” → “{now}”")
            draft.says.append(
                text.format(what=_short(known.what), then=_short(known.progress), now=_short(new))
            )
        else:
            who = _("state of play of “{what}”").format(what=_short(known.what))
            standing = Standing(known.id, who, " ".join(known.progress.split()) or "–", " ".join(new.split()))
        values = {"progress": new}
        return [Step("engagement", values, record_id=known.id, standing=standing, column="progress")]

    def _new_givers(
        self, draft: Draft, known: KnownEngagement, givers: tuple[UUID, ...], steps: list[Step]
    ) -> None:
        fresh = [giver for giver in givers if giver not in known.partners]
        shares = ({"engagement_id": known.id, "organisation_id": giver} for giver in fresh)
        steps.extend(Step("engagement_partner", values) for values in shares)
        if fresh:
            text = _("engagement “{what}”: also {names}")
            draft.says.append(text.format(what=_short(known.what), names=self._register.names(fresh)))
        gone = [partner for partner in known.partners if partner not in givers]
        if gone:
            text = _("{names} no longer stand in the list; not removed")
            draft.remarks.append(text.format(names=self._register.names(gone)))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 70 else f"{flat[:69]}…"


def _sum_in_words(amount: Amount) -> str:
    if amount.cents is None:
        return say.vte(amount.thousandths)
    return (
        _("{amount} each").format(amount=say.money(amount.cents)) if amount.each else say.money(amount.cents)
    )
