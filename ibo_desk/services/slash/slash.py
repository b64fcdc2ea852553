"""Slash lines become records at once: what came of an item, who promised what, who came and went."""

from collections.abc import Callable
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.slash import parse_slash
from ibo_desk.services.base.bulk import Over
from ibo_desk.services.slash.completion import completions
from ibo_desk.services.slash.plan import Plan, SlashResult
from ibo_desk.services.slash.plans import plan_of


class Slash:
    """Carrying out slash lines, telling beforehand what they will record, and completing them while they are typed."""

    def __init__(self, store: Store, conclude: Callable[[UUID, str], None]) -> None:
        self._store = store
        self._conclude = conclude  # the one way to conclude an item: with what follows from it for minutes

    def apply(self, item_id: UUID, line: str, over: Over | None = None) -> SlashResult:
        """Turn a line into records under an agenda item, as one journal entry.

        ``over`` says what a position or presence of several may overwrite (``base.bulk``): by default nothing that was
        said one by one; what was left so is told in the warning.
        Raises ``InvalidValueError`` of ``parse_slash``, what ``Names.resolve`` raises, ``NotFoundError``
        "misspelt_action" and "no_such_action", and whatever the services refuse.
        """
        return self._plan(item_id, line).do(over)

    def preview(self, item_id: UUID, line: str) -> str:
        """What a line would record, in words; nothing is written. Raises like ``apply`` as far as reading tells."""
        return self._plan(item_id, line).text

    def complete(self, text_before_cursor: str, item_id: UUID | None = None) -> list[str]:
        """The whole lines that the text up to the cursor may become; put the chosen one in its place."""
        with self._store.read() as session:
            return completions(session, text_before_cursor, self._store.clock.today(), item_id)

    def _plan(self, item_id: UUID, line: str) -> Plan:
        return plan_of(self._store, self._conclude, item_id, parse_slash(line, self._store.clock.today()))


__all__ = ["Slash", "SlashResult"]
