"""For whom a paper is meant, as its title block says."""

from ibo_desk.domain.audience import Audience
from ibo_desk.language import N_, _

_READERS = {
    Audience.SECRETARIAT: N_("Only for the secretariat"),
    Audience.COLLEGE: N_("Only for the college of mayor and aldermen of {municipality} and the secretariat"),
    Audience.MUNICIPALITIES: N_("For the municipalities of the region"),
    Audience.PARTICIPANTS: N_("For the participants in the consultation"),
    Audience.PUBLIC: N_("Public"),
}


def readers(audience: Audience, municipality: str = "") -> str:
    """The words for an audience; a note for one college names its municipality."""
    return _(_READERS[audience]).format(municipality=municipality)
