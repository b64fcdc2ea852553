"""What stands in the cells of the matrix that a bulk setting would write over, in words (see ``services.base.bulk``).

What a college did is a fact of its own, also where several were noted in one go: it always counts as recorded one by
one. Only a question may be put again over one that was put to several.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, cast

from ibo_desk.data.store import Work
from ibo_desk.data.tables import AgendaItem, Body, FeedbackRound
from ibo_desk.domain.feedback import Answer, Side, answered_early
from ibo_desk.domain.names import display_name
from ibo_desk.language import N_, _
from ibo_desk.services.base.bulk import Standing, set_in_bulk
from ibo_desk.services.feedback.scope import Cell
from ibo_desk.services.feedback.writing import CellRounds, GivenAnswer
from ibo_desk.services.words import label
from ibo_desk.services.words.format import short_day

_DAYS = {"delivered_on": N_("note delivered on {day}"), "heard_on": N_("dealt with on {day}")}


def answers(work: Work, rounds: CellRounds, given: Iterable[GivenAnswer]) -> list[Standing]:
    """Answers that would become another one, get another day, or other words; and those dated before their note."""
    standing = []
    for new in given:
        cell = new.item_id, new.college_id
        feedback_round = rounds.answered_in(cell, new.round_id)
        if feedback_round is None:
            continue
        if feedback_round.answer is None:
            if answered_early(new.on, feedback_round.delivered_on):
                becomes = answer_told(new.answer, new.on, new.text, new.reference)
                stands = delivered_later(feedback_round.delivered_on)
                standing.append(Standing(cell, cell_name(work, cell), stands, becomes, doubted=True))
            continue
        words = ((new.text, feedback_round.answer_text), (new.reference, feedback_round.reference))
        other = any(said and said != stands for said, stands in words)
        if other or (feedback_round.answer, feedback_round.answered_on) != (new.answer, new.on):
            becomes = answer_told(new.answer, new.on, new.text, new.reference)
            standing.append(Standing(cell, cell_name(work, cell), round_told(feedback_round), becomes))
    return standing


def days(
    work: Work, rounds: Iterable[tuple[Cell, FeedbackRound | None]], field: str, on: date
) -> list[Standing]:
    """Days on which a note was delivered, or a college heard, that would become another day."""
    standing = []
    for cell, feedback_round in rounds:
        there = getattr(feedback_round, field) if feedback_round is not None else None
        if there is not None and there != on:
            text = _(_DAYS[field])
            then, now = (text.format(day=short_day(day)) for day in (there, on))
            standing.append(Standing(cell, cell_name(work, cell), then, now))
    return standing


def questions(
    work: Work, rounds: CellRounds, cells: Iterable[Cell], side: Side | None, asked: Mapping[str, object]
) -> list[Standing]:
    """Questions that wait for an answer and would become another one, or get another day or other words."""
    there = [(cell, rounds.asked_in(cell, side)) for cell in cells]
    in_bulk = set_in_bulk(
        work.session,
        [feedback_round.revision for _cell, feedback_round in there if feedback_round is not None],
    )
    until, text = cast(date | None, asked.get("answer_by")), str(asked.get("question_text", ""))
    standing = []
    for cell, feedback_round in there:
        if feedback_round is None or feedback_round.revision in in_bulk:
            continue
        said = feedback_round.answer_by is not None or feedback_round.question_text.strip()
        if said and any(
            getattr(feedback_round, name) not in {value, None, ""} for name, value in asked.items()
        ):
            stands = _question_told(
                feedback_round.question, feedback_round.answer_by, feedback_round.question_text
            )
            becomes = _question_told(asked["question"], until, text)
            standing.append(Standing(cell, cell_name(work, cell), stands, becomes))
    return standing


def removed(work: Work, rounds: CellRounds, cells: Iterable[Cell]) -> list[Standing]:
    """The answers that would go."""
    there = ((cell, rounds.last_answered(cell)) for cell in cells)
    return [
        Standing(cell, cell_name(work, cell), round_told(feedback_round), _("nothing"))
        for cell, feedback_round in there
        if feedback_round is not None
    ]


def delivered_later(on: date | None) -> str:
    """What stands in the way of an answer that is dated before its note."""
    return _("note delivered only on {day}").format(day=short_day(on))


def cell_name(work: Work, cell: Cell) -> str:
    """ "Kortrijk · Fietsbrug over de Leie"."""
    college = work.get(Body, cell[1])
    return f"{display_name(college.short_name, college.name)} · {work.get(AgendaItem, cell[0]).title}"


def round_told(feedback_round: FeedbackRound) -> str:
    """The answer in a round."""
    assert feedback_round.answer is not None
    return answer_told(
        feedback_round.answer,
        feedback_round.answered_on,
        feedback_round.answer_text,
        feedback_round.reference,
    )


def answer_told(answer: Answer, on: date | None, text: str = "", reference: str = "") -> str:
    """ "akkoord met voorbehoud, 17/11/2026: mits subsidie (CBS 2026/114)"."""
    sentence = ", ".join(_parts(label(answer), short_day(on)))
    sentence = f"{sentence}: {' '.join(text.split())}" if text.strip() else sentence
    return f"{sentence} ({reference})" if reference else sentence


def _question_told(question: Any, until: date | None, text: str) -> str:
    day = _("by {day}").format(day=short_day(until)) if until else ""
    return ", ".join(_parts(label(question), day, " ".join(text.split())))


def _parts(*parts: str) -> Iterator[str]:
    return (part for part in parts if part)
