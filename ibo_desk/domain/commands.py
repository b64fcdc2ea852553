"""What a window can be told to do: by its name, by other words, by keys."""

from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID


class About(Enum):
    """What may be filled in."""

    NOTHING = auto()
    COLLEGE = auto()
    MEETING = auto()


@dataclass(frozen=True, kw_only=True)
class Command:
    """Something that a window does.

    ``name`` and ``words`` are message ids: what it is called, and by which other words it is meant. ``keys`` are the
    keys that give it, as Qt writes them, and ``page`` the page to which it leads or on which alone it works.
    """

    key: str
    name: str
    words: str = ""
    keys: tuple[str, ...] = ()
    page: str = ""
    about: About = About.NOTHING


@dataclass(frozen=True)
class CommandHit:
    """A command that is meant; ``about`` is the college or meeting filled in, ``keys`` the first of its keys."""

    key: str
    title: str
    keys: str
    about: UUID | None
