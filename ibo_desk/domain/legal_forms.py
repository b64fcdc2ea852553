"""What the region's own note on cooperation says of each legal form, and nothing beyond it.

A term is the longest one, in years, and can be prolonged each time by at most as long. ``None`` where the note names
none or does not speak of one; what is not said of a form is ``None`` too, and is never filled in by us.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Final

from ibo_desk.domain.bodies import LegalForm

ALARM_DAYS: Final = 365  # before a term ends: prolonging asks a decision of every council


class Organ(StrEnum):
    """By what an association is governed."""

    MANAGING_COMMITTEE = auto()
    BOARD = auto()
    ASSEMBLY = auto()
    ADVISORY_COMMITTEES = auto()


class Participant(StrEnum):
    """Who takes part beside local governments: two of the questions by which the note chooses a form (l.337–341).

    The other four questions exclude no form in so many words, so nothing is said of them.
    """

    OTHER_GOVERNMENTS = auto()
    PRIVATE = auto()


@dataclass(frozen=True)
class FormFacts:
    """``is_person``: it is a legal person; ``term``: at most so many years; ``excludes``: who cannot take part."""

    is_person: bool | None = None
    organs: tuple[Organ, ...] = ()
    term: int | None = None
    no_longest: bool = False  # said to have none
    excludes: frozenset[Participant] = frozenset()


_PURELY_LOCAL: Final = frozenset({Participant.OTHER_GOVERNMENTS, Participant.PRIVATE})
_BIG: Final = FormFacts(
    True, (Organ.ASSEMBLY, Organ.BOARD, Organ.ADVISORY_COMMITTEES), 18, excludes=_PURELY_LOCAL
)
FACTS: Final[Mapping[LegalForm, FormFacts]] = {
    LegalForm.INTERLOCAL: FormFacts(False, (Organ.MANAGING_COMMITTEE,)),
    LegalForm.PROJECT: FormFacts(True, (Organ.BOARD,), 6, excludes=_PURELY_LOCAL),
    LegalForm.SERVICE: _BIG,
    LegalForm.MANDATED: FormFacts(
        True, _BIG.organs, 18, excludes=frozenset({Participant.OTHER_GOVERNMENTS})
    ),  # in energy and waste private partners may take part under conditions (l.215)
    LegalForm.WELFARE: FormFacts(True, (Organ.ASSEMBLY, Organ.BOARD), 30),
    LegalForm.CARE: FormFacts(no_longest=True),
}


def term_ends(form: LegalForm, since: date | None, until: date | None) -> date | None:
    """The last day of a term: the one that was noted, else the longest from its first day; None where none follows."""
    facts = FACTS.get(form)
    if until is not None or since is None or facts is None or facts.term is None:
        return until
    try:
        after = since.replace(year=since.year + facts.term)
    except ValueError:  # 29 February
        after = since.replace(year=since.year + facts.term, day=28)
    return after - timedelta(days=1)


def is_too_long(form: LegalForm, since: date | None, until: date | None) -> bool:
    """Whether a term was noted that is longer than the form allows."""
    longest = term_ends(form, since, None)
    return until is not None and longest is not None and until > longest


def term_alarm(form: LegalForm, since: date | None, until: date | None, today: date) -> date | None:
    """The last day of a term that ends within ``ALARM_DAYS``, or ended within as many; None where none does."""
    ends = term_ends(form, since, until)
    return ends if ends is not None and abs((ends - today).days) <= ALARM_DAYS else None
