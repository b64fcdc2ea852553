"""Thousands of texts that two people changed: what one changed is taken to the letter, no paragraph is lost."""

from random import Random

from ibo_desk.domain.merging import merge, split
from tools.soak.result import Figure

TRIPLES = 20_000
_MARKS = ("", "", "- ", "1. ", "2. ", "  - ")
_WORDS = ("Fietspad", "Bushalte", "Lijn 2.", "Advies", "Kust", "Brug")


def run(seed: int, share: float) -> list[Figure]:
    """Merge random triples; a triple is bad when the merge breaks one of the promises of docs/trust.md."""
    random = Random(seed)
    rounds = max(1, round(TRIPLES * share))
    bad = asked = 0
    for _round in range(rounds):
        base = _text(random)
        mine, theirs = _changed(random, base), _changed(random, base)
        counted = random.random() < 0.5
        asked += bool(merge(base, mine, theirs, counted=counted).conflicts)
        bad += not _holds(base, mine, theirs, counted=counted)
    seen = f"{asked} with something to choose, {bad} wrong"
    return [Figure("texts changed by two people and merged", rounds, seen, bad == 0)]


def _text(random: Random) -> str:
    lines = [random.choice(_MARKS) + random.choice(_WORDS) for _line in range(random.randrange(9))]
    return "".join(line + random.choice(("\n", "\n\n")) for line in lines)


def _changed(random: Random, base: str) -> str:
    lines = base.split("\n")
    for _change in range(random.randrange(4)):
        at = random.randrange(len(lines) + 1)
        lines[at : at + random.randrange(3)] = [
            random.choice(_MARKS) + random.choice(_WORDS)
        ] * random.randrange(2)
    return "\n".join(lines)


def _holds(base: str, mine: str, theirs: str, *, counted: bool) -> bool:
    merged, mirrored = merge(base, mine, theirs, counted=counted), merge(base, theirs, mine, counted=counted)
    one_sided = (
        merge(base, mine, base, counted=counted).text() == mine
        and merge(base, base, theirs, counted=counted).text() == theirs
        and merge(base, mine, mine, counted=counted).text() == mine
    )
    same_questions = [(one.mine, one.theirs) for one in merged.conflicts] == [
        (one.theirs, one.mine) for one in mirrored.conflicts
    ]
    kept = {piece for region in merged.regions for piece in (*region.base, *region.settled, *region.both)}
    written = {piece for text in (mine, theirs) for piece in split(text, counted=counted)[0]}
    return one_sided and same_questions and written <= kept
