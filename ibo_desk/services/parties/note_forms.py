"""How a municipality wants its notes: its headings, the blocks it uses and what it always writes in them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import Session

from ibo_desk.data.store import Store, live
from ibo_desk.data.tables import Body
from ibo_desk.data.tables.bodies import BodyFields
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.names import display_name
from ibo_desk.language import _
from ibo_desk.services.base.writing import set_fields


@dataclass(frozen=True)
class NoteBlock:
    """A block of a note: ``key`` says what is printed there, ``text`` is what the municipality always writes."""

    key: str
    heading: str
    text: str = ""


@dataclass(frozen=True)
class BlockRow:
    """A block as a line: ``usual`` is the heading of the house; ``used`` blocks come first, in their order."""

    id: UUID
    revision: UUID | None
    body_id: UUID
    key: str
    usual: str
    heading: str
    text: str
    used: bool


class NoteForms:
    """The blocks of the notes of each college; a college that never chose has those of the house."""

    def __init__(self, store: Store, usual: Sequence[NoteBlock]) -> None:
        self._store = store
        self._usual = tuple(usual)

    def rows(self, body_id: UUID) -> list[BlockRow]:
        """The blocks that it uses in their order, then those it never uses; ``NotFoundError``."""
        with self._store.read() as session:
            college, blocks = self._blocks(session, body_id)
            revision = college.revision
        usual = {block.key: block.heading for block in self._usual}
        used = {block.key for block in blocks}
        unused = [block for block in self._usual if block.key not in used]
        return [
            BlockRow(
                id=natural_id("note_block", body_id, block.key),
                revision=revision,
                body_id=body_id,
                key=block.key,
                usual=usual.get(block.key, block.heading),
                heading=block.heading,
                text=block.text,
                used=block.key in used,
            )
            for block in (*blocks, *unused)
        ]

    def use(self, body_id: UUID, key: str, *, used: bool) -> None:
        """Print a block, at its usual place, or leave it out."""

        def changed(blocks: list[NoteBlock]) -> list[NoteBlock]:
            kept = [block for block in blocks if block.key != key]
            if not used:
                return kept
            order = [block.key for block in self._usual]
            before = set(order[: order.index(key)])
            at = max((place + 1 for place, block in enumerate(kept) if block.key in before), default=0)
            return [*kept[:at], self._usual[order.index(key)], *kept[at:]]

        self._write(body_id, changed)

    def set_heading(self, body_id: UUID, key: str, heading: str) -> None:
        """Call a block as the municipality calls it; without words as the house does."""
        usual = next((block.heading for block in self._usual if block.key == key), "")
        self._change(body_id, key, lambda block: replace(block, heading=heading.strip() or usual))

    def set_text(self, body_id: UUID, key: str, text: str) -> None:
        """What the municipality always writes in a block; nothing leaves it to be filled in."""
        self._change(body_id, key, lambda block: replace(block, text=text.strip()))

    def move(self, body_id: UUID, key: str, steps: int) -> None:
        """Put a block that is used so many places further down; up for less than nought."""

        def changed(blocks: list[NoteBlock]) -> list[NoteBlock]:
            at = next(place for place, block in enumerate(blocks) if block.key == key)
            to = min(max(at + steps, 0), len(blocks) - 1)
            blocks.insert(to, blocks.pop(at))
            return blocks

        self._write(body_id, changed)

    def _change(self, body_id: UUID, key: str, change: Callable[[NoteBlock], NoteBlock]) -> None:
        def changed(blocks: list[NoteBlock]) -> list[NoteBlock]:
            return [change(block) if block.key == key else block for block in blocks]

        self._write(body_id, changed)

    def _write(self, body_id: UUID, change: Callable[[list[NoteBlock]], list[NoteBlock]]) -> None:
        with self._store.write("") as work:
            college, blocks = self._blocks(work.session, body_id)
            stored = [[block.key, block.heading, block.text] for block in change(list(blocks))]
            set_fields(work, college, BodyFields, {"note_headings": json.dumps(stored, ensure_ascii=False)})
            name = display_name(college.short_name, college.name)
            work.entry.label = _("Blocks of the notes of {college} changed").format(college=name)

    def _blocks(self, session: Session, body_id: UUID) -> tuple[Body, Sequence[NoteBlock]]:
        college = live(session, Body, body_id)
        if not college.note_headings.strip():
            return college, self._usual
        return college, [NoteBlock(*stored) for stored in json.loads(college.note_headings)]
