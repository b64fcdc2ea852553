"""What a body may have a sentence of its own for."""

from enum import StrEnum

from ibo_desk.domain.bodies import Outcome


class SentenceKey(StrEnum):
    """What a body may have a sentence for: what became of an item (treatment, or else outcome), and its invitation."""

    NOTED = "noted"
    CONCLUDED = "concluded"
    ADVISED = "advised"
    DECIDED = "decided"
    APPROVED = "approved"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    INVITATION = "invitation"  # with which its agenda begins


# An outcome that may be noted without a text of its own: there is nothing to choose in it.
WORDLESS = frozenset({Outcome.NOTED, Outcome.APPROVED})
