"""Reading a list of engagements: each row a promise of a partner, beside the action that it belongs to.

Who promised it must be known: a row with a partner that the file does not know is doubtful, and nothing of it is
written. An action that is not known is remarked, and the engagement stands without one.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from ibo_desk.domain.names import display_name
from ibo_desk.exchange.action_list import action_name, named_action, stand_of
from ibo_desk.exchange.engagement_rows import EngagementRows
from ibo_desk.exchange.import_context import ImportContext, KnownAction
from ibo_desk.exchange.layouts import Table
from ibo_desk.exchange.partners import Partners
from ibo_desk.exchange.plan import RowFate, RowPlan, Step
from ibo_desk.exchange.rows import Draft, Seen, hash_of, row_plans, shown_row
from ibo_desk.exchange.workbook import SourceRow
from ibo_desk.language import _

_NOBODY = Partners()


class EngagementList:
    """The reader of one list; ask its ``plans`` once."""

    def __init__(self, table: Table, context: ImportContext, source: str) -> None:
        self._table = table
        self._context = context
        self._seen = Seen(table, context)
        self._under = self._titled([row for row in table.above if len(row.cells) == 1][-1:])
        self._engagements = EngagementRows(
            context, stand_of(table) or context.today, f"{source}, {table.sheet}"
        )

    def plans(self) -> Iterator[RowPlan]:
        """A plan for every row of the list, in order."""
        return row_plans(self._table, self._row)

    def _titled(self, rows: Sequence[SourceRow]) -> KnownAction | None:
        """The action that a row with one cell names above the rows of its engagements: "Actie 5: Kleinhandel"."""
        texts = [row.text(column) for row in rows for column in row.cells]
        return named_action(self._context.actions, texts[0]) if len(texts) == 1 else None

    def _row(self, draft: Draft) -> RowPlan:
        above = self._titled([draft.row])
        if above is not None:
            self._under = above
            draft.says.append(_("{action} stands above the rows below it").format(action=_name(above)))
            return draft.plan(RowFate.EQUAL)
        if not draft.text("engagement"):
            draft.remarks.append(_("not read: a row without an engagement"))
            return draft.plan(RowFate.REFUSED)
        shown = shown_row(self._table, draft.row)
        row_hash = hash_of([], shown)
        fate = self._seen.fate(row_hash, draft.row.number)
        if fate is not RowFate.READ:
            return draft.plan(fate)
        partners = self._partners(draft)
        if not partners.ids:
            return draft.plan(RowFate.DOUBTFUL)
        action_id = self._action(draft)
        steps: list[Step] = []
        engagement = self._engagements.plan(draft, action_id, _NOBODY, partners, steps, of_partner=True)
        assert engagement is not None  # it has its words
        return draft.plan(
            fate, row_hash=row_hash, shown=shown, steps=tuple(steps), main=("engagement", engagement)
        )

    def _partners(self, draft: Draft) -> Partners:
        """Everybody whose promise it is; nobody where one of them is not known, and then why.

        Who leads carries it too, unless it is the action beside it that is led.
        """
        leads = "action" not in self._table.columns or not draft.text("partner")
        columns = ("lead", "partner") if leads else ("partner",)
        read = [draft.read_partners(column, self._context.register, _("partner")) for column in columns]
        partners = Partners(tuple(dict.fromkeys(each for some in read for each in some.ids)))
        unknown = [name for some in read for name in (*some.unknown, *some.unsure, *some.ambiguous)]
        if not any(map(draft.text, columns)):
            draft.remarks.append(_("not read: nobody stands beside this engagement"))
        elif unknown or not partners.ids:
            text = _(
                "not read: say who promised it, by the name of a partner in the file, and read the list again"
            )
            draft.remarks.append(text)
        return _NOBODY if unknown else partners

    def _action(self, draft: Draft) -> UUID | None:
        text = draft.text("action")
        known = named_action(self._context.actions, text) if text else self._under
        if known is None:
            if text:
                sentence = _(
                    "no action is called “{text}”; the engagement stands without one, choose it yourself"
                )
                draft.remarks.append(sentence.format(text=text))
            return None
        draft.says.append(_("at {action}").format(action=_name(known)))
        return known.id


def _name(action: KnownAction) -> str:
    return action_name(action.number, display_name(action.short_title, action.title))
