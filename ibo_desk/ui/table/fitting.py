"""How wide the columns of a table are: all of them fit, and none is cut while another has room.

A column has a ``need`` (its words and its title in full), a ``floor`` (what it is never less than while it is shown)
and may be ``main``: it takes the room that is left. One that ``stays`` does so when others fold away. Where not even
the floors fit, days, amounts and states stay readable: titles and long words end in dots first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_PARTS = 3  # a third of the table is its main column's


@dataclass(frozen=True)
class Wish:
    """What a column asks for, in pixels; ``rank`` says which goes first where all cannot stay: the highest."""

    need: int
    floor: int
    rank: int
    main: bool = False
    stays: bool = False
    fixed: int = 0  # the width that a person gave it
    words: int = 0  # the part of the need that its rows ask, without its title


def fitted(wishes: Sequence[Wish], room: int, least: int) -> list[int]:
    """A width for each column, 0 for one that folds away; together never more than ``room``.

    ``least`` is the narrowest a column may be when even the main ones do not fit.
    """
    staying = _staying(wishes, room)
    widths = [_floor(wish) if at in staying else 0 for at, wish in enumerate(wishes)]
    spare = room - sum(widths)
    if spare < 0:
        return _squeezed(wishes, staying, room, least)
    wanting = {at: wishes[at].need - widths[at] for at in staying if not wishes[at].fixed}
    for at, more in _shared({at: lack for at, lack in wanting.items() if lack > 0}, spare).items():
        widths[at] += more
        spare -= more
    takers = [at for at in staying if wishes[at].main and not wishes[at].fixed]
    for number, at in enumerate(takers):
        more = spare // (len(takers) - number)
        widths[at] += more
        spare -= more
    return widths


def _floor(wish: Wish) -> int:
    return wish.fixed or min(wish.floor, wish.need)


def _claim(wish: Wish, room: int) -> int:
    """What a column asks before another one may stay: without its part of the table the rows look all alike."""
    return max(_floor(wish), min(wish.need, room // _PARTS)) if wish.main and not wish.fixed else _floor(wish)


def _staying(wishes: Sequence[Wish], room: int) -> list[int]:
    """Fold away by rank until what the others claim fits; the main columns stay."""
    staying = list(range(len(wishes)))
    leaving = sorted((at for at in staying if not wishes[at].stays), key=lambda at: -wishes[at].rank)
    keep = 1 if len(leaving) == len(staying) else 0
    while len(leaving) > keep and sum(_claim(wishes[at], room) for at in staying) > room:
        staying.remove(leaving.pop(0))
    return staying


def _shared(lacks: dict[int, int], spare: int) -> dict[int, int]:
    """What each column gets of the room that is left: the least demanding are served in full first."""
    given: dict[int, int] = {}
    for number, at in enumerate(sorted(lacks, key=lambda at: lacks[at])):
        given[at] = min(lacks[at], spare // (len(lacks) - number))
        spare -= given[at]
    return given


def _squeezed(wishes: Sequence[Wish], staying: Sequence[int], room: int, least: int) -> list[int]:
    """Who asks little is served in full first: of the words, then of what their titles ask more."""
    given = _shared({at: max(_words(wishes[at]), least) for at in staying}, room)
    more = {at: (wishes[at].fixed or wishes[at].need) - width for at, width in given.items()}
    titles = _shared({at: lack for at, lack in more.items() if lack > 0}, max(0, room - sum(given.values())))
    return [max(least, given[at] + titles.get(at, 0)) if at in given else 0 for at in range(len(wishes))]


def _words(wish: Wish) -> int:
    return wish.fixed or wish.words or wish.need
