"""Numbers of agenda items: 4, 4.1, 4.2, 5.

An item that is marked as a sub item stands under the nearest main item before it. The first item of an agenda counts as
a main item whatever its mark. ``services.item_rows.numbered`` says the same in SQL.
"""

from collections.abc import Sequence


def numbers(subs: Sequence[bool]) -> list[str]:
    """The number of each item; ``subs`` tells which are marked as sub items, in the order of the agenda."""
    labels: list[str] = []
    main = below = 0
    for place, sub in enumerate(subs):
        if sub and place:
            below += 1
            labels.append(f"{main}.{below}")
        else:
            main, below = main + 1, 0
            labels.append(str(main))
    return labels


def main_place(subs: Sequence[bool], at: int) -> int:
    """Where the main item stands that an item belongs to: its own place for a main item."""
    while at and subs[at]:
        at -= 1
    return at


def block(subs: Sequence[bool], at: int) -> range:
    """What moves when an item moves: a main item with its sub items, a sub item alone."""
    end = at + 1
    if main_place(subs, at) == at:
        while end < len(subs) and subs[end]:
            end += 1
    return range(at, end)


def moved(subs: Sequence[bool], at: int, before: int) -> list[int]:
    """The places in their new order when an item goes before another (``len(subs)``: to the end).

    A main item that is put among the sub items of another goes after them, so that each keeps its own.
    """
    taken = block(subs, at)
    if main_place(subs, at) == at:
        while 0 < before < len(subs) and subs[before]:
            before += 1
    if taken.start <= before <= taken.stop:
        return list(range(len(subs)))
    return [
        *(place for place in range(before) if place not in taken),
        *taken,
        *(place for place in range(before, len(subs)) if place not in taken),
    ]
