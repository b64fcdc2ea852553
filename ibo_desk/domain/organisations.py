"""Kinds of organisations and the capacities in which people act."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    MUNICIPALITY = "municipality"
    PROVINCE = "province"
    FLEMISH = "flemish"
    FEDERAL = "federal"
    INTERMUNICIPAL = "intermunicipal"
    PROVINCIAL = "provincial"
    JOINT_VOICE = "joint_voice"
    INFORMAL = "informal"
    OTHER = "other"


LOCAL = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.INTERMUNICIPAL, OrganisationKind.INFORMAL})


class Capacity(StrEnum):
    """In which capacity a person has a mandate or attends."""

    FULL = "full"
    SUBSTITUTE = "substitute"
    ADVISORY = "advisory"
    GUEST = "guest"
    CHAIR = "chair"
    CO_CHAIR = "co_chair"
    SECRETARY = "secretary"
    CONTACT = "contact"
    COORDINATOR = "coordinator"


class Presence(StrEnum):
    UNKNOWN = "unknown"
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"
    REPLACED = "replaced"
