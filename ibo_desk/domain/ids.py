"""Identifiers: time-ordered for new records, derived from the natural key where two copies could make the same one."""

import secrets
import threading
from datetime import datetime
from uuid import UUID, uuid5

NAMESPACE = UUID("6f0a1c7e-51b5-5b7f-9a55-6b9d2b6f3b10")

_lock = threading.Lock()
_last = 0


def uuid7(moment: datetime, after: UUID | None = None) -> UUID:
    """A UUIDv7 of ``moment``, greater than every one made before here and greater than ``after``."""
    global _last  # noqa: PLW0603  one counter for the whole process keeps ids in order of making
    fresh = (int(moment.timestamp() * 1000) << 74) | secrets.randbits(74)
    with _lock:
        floor = max(_last, _ordinal(after) if after is not None else 0)
        value = fresh if fresh > floor else floor + 1 + secrets.randbits(16)
        _last = value
    high, low = value >> 62, value & ((1 << 62) - 1)
    return UUID(int=(high >> 12) << 80 | 0x7 << 76 | (high & 0xFFF) << 64 | 0b10 << 62 | low)


def natural_id(kind: str, *key: object) -> UUID:
    """The UUIDv5 that every copy gives to the same thing (a preset organisation, a round of item × college)."""
    return uuid5(NAMESPACE, "\x1f".join([kind, *(str(part) for part in key)]))


def _ordinal(value: UUID) -> int:
    """The 122 free bits of a UUIDv7 as one number that sorts like the UUID."""
    number = value.int
    return ((number >> 80) << 12 | (number >> 64) & 0xFFF) << 62 | number & ((1 << 62) - 1)
