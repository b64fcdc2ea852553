"""Kinds of organisations and the capacities in which people act."""

from collections.abc import Collection
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


CHAIRS = (Capacity.CHAIR, Capacity.CO_CHAIR)  # in the order in which they are named
# Who attends in the seat of an organisation; an adviser, guest or official comes beside its delegate.
DELEGATES = frozenset({Capacity.FULL, Capacity.SUBSTITUTE, *CHAIRS})


class Presence(StrEnum):
    UNKNOWN = "unknown"
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"
    REPLACED = "replaced"


WAS_THERE = frozenset({Presence.PRESENT, Presence.REPLACED})
# Who said beforehand that they would not come, and who just did not.
STAYED_AWAY = frozenset({Presence.EXCUSED, Presence.ABSENT})


def was_missing(lines: Collection[Presence], away: Collection[bool]) -> bool:
    """Whether an organisation was not there at an item, by its attendance lines and who of them was out of the room.

    Where nothing was noted yet it may still come.
    """
    stayed_away = bool(lines) and all(line in STAYED_AWAY for line in lines)
    return stayed_away or (bool(away) and all(away) and Presence.UNKNOWN not in lines)
