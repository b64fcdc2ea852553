"""The words of legal forms: what they are called, by what they are governed, who takes part."""

from enum import StrEnum
from typing import Final

from ibo_desk.domain.bodies import LegalForm
from ibo_desk.domain.legal_forms import Organ, Participant
from ibo_desk.language import N_

FORM_LABELS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    Organ: {
        Organ.MANAGING_COMMITTEE: N_("managing committee"),
        Organ.BOARD: N_("board of directors"),
        Organ.ASSEMBLY: N_("general assembly"),
        Organ.ADVISORY_COMMITTEES: N_("advisory committees (possible)"),
    },
    Participant: {
        Participant.OTHER_GOVERNMENTS: N_("other levels of government"),
        Participant.PRIVATE: N_("private players"),
    },
    LegalForm: {
        LegalForm.NONE: N_("no legal personality"),
        LegalForm.PUBLIC_BODY: N_("public body"),
        LegalForm.INTERMUNICIPAL: N_("intermunicipal partnership"),
        LegalForm.INTERLOCAL: N_("interlocal association"),
        LegalForm.PROJECT: N_("project association"),
        LegalForm.SERVICE: N_("service-providing association"),
        LegalForm.MANDATED: N_("mandated association"),
        LegalForm.WELFARE: N_("welfare association"),
        LegalForm.CARE: N_("residential care association or company"),
    },
}
