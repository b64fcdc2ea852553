"""Partners and actions as they are typed in a cell: by how a name begins, or by another name they go by."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.names import fold
from ibo_desk.exchange.partners import Partners, Register, split_partners
from ibo_desk.language import N_, _
from ibo_desk.services.actions.rows import ActionChoice
from ibo_desk.ui.editors.parse import TypedError, parse_choice
from ibo_desk.ui.table.columns import Edit, RowT

if TYPE_CHECKING:
    from ibo_desk.app import App

_WRONG: Final = {
    "partner_unsure": N_("“{name}” has a question mark: write who it is, or leave it out."),
    "partner_is_part": N_("“{name}” is a part of {hint}: write {hint} where that is meant."),
    "partner_alike": N_(
        "No partner is called “{name}”. “{hint}” looks like it: write that where it is meant."
    ),
    "partner_unknown": N_("No partner is called “{name}”: correct it, or add the organisation first."),
    "partner_one": N_("Only one partner stands here: “{name}” names {count}."),
}


class NotNamedError(InvalidValueError):
    """A text that names nobody, or more than one where one can stand."""

    @property
    def sentence(self) -> str:
        return _(_WRONG[self.code]).format(**self.params)


class KnownPartners:
    """The partners that a cell can name, as a list that is read in names them.

    ``there`` are the names that stand in a cell: they mean whom they meant, also one that is no more. All methods that
    read a text raise ``NotNamedError`` and ``TypedError``.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        alive = register.alive()
        self.offered: Final[Sequence[str]] = [shown for shown, _whole in alive]
        self._options = [(shown, name) for shown, whole in alive for name in (shown, whole)]

    def named(self, text: str, there: Sequence[str] = ()) -> tuple[str, ...]:
        """The names of everybody whom a text names, in its order and once."""
        held = {fold(name): name for name in there}
        if not text.strip():
            return ()
        if fold(text.strip()) in held:
            return (held[fold(text.strip())],)
        parts = split_partners(text, lambda part: fold(part) in held or self._register.knows(part))
        names = [name for part in parts for name in self._names(part, held)]
        return tuple(dict.fromkeys(names))

    def single(self, text: str, there: Sequence[str] = ()) -> str:
        """The name of the one partner that a text names; nothing for nobody."""
        names = self.named(text, there)
        if len(names) > 1:
            raise NotNamedError("partner_one", name=text.strip(), count=len(names))
        return names[0] if names else ""

    def id_of(self, name: str) -> UUID:
        """Whose name that is, of those that ``named`` and ``single`` give."""
        partner_id = self._register.called(name)
        assert partner_id is not None, f"no partner shows as {name}"
        return partner_id

    def _names(self, part: str, held: dict[str, str]) -> Sequence[str]:
        if fold(part) in held:
            return (held[fold(part)],)
        read = self._register.read(part)
        if read.understood:
            return [self._register.short(partner_id) for partner_id in read.ids]
        if read.unsure:
            raise NotNamedError("partner_unsure", name=part)
        try:
            return (parse_choice(part, self._options),)
        except TypedError as error:
            if error.code == "ambiguous_choice":
                raise
            raise _unknown(part, read) from error


def _unknown(part: str, read: Partners) -> NotNamedError:
    hint = next(iter(read.hints.values()), "")
    if read.boroughs:
        return NotNamedError("partner_is_part", name=part, hint=hint)
    return NotNamedError("partner_alike" if hint else "partner_unknown", name=part, hint=hint)


NOBODY: Final = KnownPartners(Register((), (), date.max))


class KnownActions:
    """The regional actions that a cell can name: by short title, number or whole title."""

    def __init__(self, choices: Sequence[ActionChoice] = ()) -> None:
        self._ids = {choice.name: choice.id for choice in choices}
        self._options = [("", ""), *((choice.name, choice.name) for choice in choices)]
        self._others = [(choice.name, other) for choice in choices for other in choice.others if other]

    def options(self, there: str) -> Sequence[tuple[str, str]]:
        """What is offered; ``there`` stands in the cell, and may be in the archive."""
        known = {"": there, **self._ids}
        return self._options if there in known or not there else [*self._options, (there, there)]

    def single(self, text: str, there: str) -> str:
        """The name of the action that a text names; raises ``TypedError``."""
        name: str = parse_choice(text, [*self.options(there), *self._others])
        return name

    def id_of(self, name: str) -> UUID | None:
        return self._ids[name] if name else None


def action_edit(kind: str, known: Callable[[], KnownActions]) -> Edit[Any]:
    """The action of a row that has ``action``, written in its field ``action_id``."""

    def save(app: "App", row: Any, name: str) -> None:
        if name != row.action:
            app.records.patch(kind, row.id, row.revision, {"action_id": known().id_of(name)})

    return Edit(
        kind,
        "action_id",
        options=lambda row: known().options(row.action),
        save=save,
        meaning=lambda row, text: known().single(text, row.action),
    )


def partners_edit(
    kind: str,
    field: str,
    known: Callable[[], KnownPartners],
    there: Callable[[RowT], Sequence[str]],
    save: "Callable[[App, RowT, list[UUID]], object]",
) -> Edit[RowT]:
    """Several partners in one cell, by name; ``there`` are the names in it, ``save`` gets whose they are."""

    def write(app: "App", row: RowT, names: Sequence[str]) -> None:
        save(app, row, [known().id_of(name) for name in names])

    return Edit(
        kind,
        field,
        save=write,
        typed=lambda row: ", ".join(there(row)),
        meaning=lambda row, text: known().named(text, there(row)),
        suggest=lambda _row: known().offered,
        several=True,
    )


def partner_edit(
    kind: str, field: str, known: Callable[[], KnownPartners], there: Callable[[Any], str]
) -> Edit[Any]:
    """One partner in a cell, by name, written in a field of the row's own record."""

    def write(app: "App", row: Any, name: str) -> None:
        partner_id = known().id_of(name) if name else None
        app.records.patch(kind, row.id, row.revision, {field: partner_id})

    return Edit(
        kind,
        field,
        options=lambda _row: [("", ""), *((name, name) for name in known().offered)],
        save=write,
        typed=there,
        meaning=lambda row, text: known().single(text, (there(row),) if there(row) else ()),
    )
