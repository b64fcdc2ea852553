"""What each table declares beside its fields: who may read a record, and which columns are narrower than that."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ibo_desk.domain.audience import Audience, OwnPart

TECHNICAL = frozenset({"id", "revision", "deleted_in"})


@dataclass(frozen=True)
class By:
    """An audience that follows from columns of the record; the id of a body or meeting stands for its kind of body."""

    columns: tuple[str, ...]
    rule: Callable[..., Audience | OwnPart]


# A fixed audience, the column that holds it, or what follows from other columns.
Rule = Audience | OwnPart | str | By


@dataclass(frozen=True)
class ReadBy:
    """Who may read the records of a table, with a rule for each column.

    ``record`` says who may know of a record at all; what it must refer to and every ``within`` that is filled in has
    to be readable as well, so a part of something larger says PUBLIC here. ``shown`` columns are read with their
    record, ``narrower`` ones by fewer, and are empty for others; both hold names with a space between. ``own`` is the
    column that says whose a record is: a body or organisation, or "table.column" of rows that refer to this one.
    ``with_any`` has each "table.column" of rows that make readable what they refer to.
    """

    record: Rule
    shown: str
    narrower: Mapping[Rule, str] = field(default_factory=dict)
    own: str = ""
    within: str = ""
    with_any: str = ""

    def rules(self) -> Iterator[tuple[str, Rule | None]]:
        """Each column with its rule; None for what is read with the record."""
        yield from ((name, None) for name in self.shown.split())
        yield from ((name, rule) for rule, names in self.narrower.items() for name in names.split())
