"""Sentences that decide where a body may not (R9): the published list of verbs, and when one of them is not meant.

A warning, never a refusal: outcomes are held by the permissions of a body, words only show what somebody wrote.
"""

import re
from collections.abc import Iterator
from typing import Final

from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.names import fold

_BE: Final = r"(?:wordt|worden|werd|werden|is|zijn)"
# By verb the forms in which it decides; ``docs/rules.md`` prints the verbs.
DECIDING_VERBS: Final[dict[str, str]] = {
    "beslissen": r"beslist|beslissen|besliste|beslisten|^\W*beslissing(?: van [^:]{1,60})? ?:",
    "besluiten": r"besluiten|besloot|besloten|besluit(?= (?:om|dat|tot|de|het|een|unaniem)\b)"
    r"|^\W*besluit(?: van [^:]{1,60})? ?:",
    "goedkeuren": rf"(?:keurt|keuren|keurde|keurden)\b.*\bgoed|{_BE}\b.*\bgoedgekeurd"
    rf"|^\W*(?:unaniem |eenparig )?goedgekeurd|goedgekeurd {_BE}"
    r"|(?:hecht|hechten)\b.*\bgoedkeuring\b.*\baan",
    "vaststellen": r"(?:stelt|stellen|stelde|stelden)\b.*\bvast(?!:| (?:dat|of|hoe|wat|waar|welke)\b)"
    rf"|{_BE}\b.*\bvastgesteld(?! (?:dat|of|hoe)\b)",
    "bekrachtigen": r"bekrachtigt|bekrachtigen|bekrachtigde|bekrachtigd",
    "gunnen": rf"gunt|gunnen|gunde|{_BE}\b.*\bgegund",
    "toewijzen": rf"(?:wijst|wijzen)\b.*\btoe|{_BE}\b.*\btoegewezen",
    "toekennen": rf"(?:kent|kennen)\b.*\btoe|{_BE}\b.*\btoegekend",
    "aannemen": r"(?:neemt|nemen) (?:de|het|een) (?:motie|voorstel|tekst|plan|amendement)\b.*\baan"
    rf"|{_BE}\b.*\baangenomen(?! dat\b)",
    "verwerpen": r"verwerpt|verwerpen|verwierp|verworpen",
    "machtigen": rf"machtigt|machtigen|{_BE}\b.*\bgemachtigd",
    "opdragen": r"(?:draagt|dragen|droeg|droegen)\b.*\bop(?= om\b| te\b|\W*$)",
    "opleggen": rf"(?:legt|leggen)\b.*\bop(?= om\b| te\b|\W*$)|{_BE}\b.*\bopgelegd|(?:wordt|worden) verplicht",
}
_DECIDES: Final = re.compile("|".join(rf"(?<!\w)(?:{forms})(?!\w)" for forms in DECIDING_VERBS.values()))

# Who may decide, so that "de gemeenteraad beslist" is nobody's mistake; a council is no other body to itself.
_COMPETENT: Final = (
    r"gemeenteraad|gemeenteraden|college|colleges|regering|minister|ministers|deputatie|provincieraad|raad van bestuur"
    r"|bestuursorga\w*|bevoegde?|besturen|instanties?|parlement|rechtbank|raad van state"
)
# Who acts for itself: what it decides is its own, what is decided about it is not.
_OTHERS: Final = re.compile(
    r"\b(?:de lijn|nmbs|infrabel|provincie|leiedal|awv|vlaanderen|vlaamse overheid|departement|agentschap)\b"
)
_PASSIVE: Final = re.compile(rf"{_BE}\b|(?:wordt|worden) verplicht")
_COUNCIL: Final = r"vervoerregioraad|vrr|raad|raden"
_OWN: Final = (
    r"ibo|interbestuurlijk overleg|overleg|vergadering|partners|leden|deelnemers|aanwezigen|we|wij|conferentie|cvb"
    r"|burgemeesters|projectteam|er"
)
_NOT_BEFORE: Final = re.compile(
    r"\b(?:niet|niets|geen|nooit|zonder|wie|kan|kunnen|mag|mogen|zou|zouden|vraagt|vragen|adviseert|adviseren|verzoekt"
    r"|verzoeken|beveelt|bevelen|hoopt|hopen|verwacht|verwachten|voorstelt|nodigt|nodigen|kennis van|wil|willen"
    r"|moet|moeten)\b"
)
_NOT_INSIDE: Final = re.compile(r"\b(?:niet|niets|geen|nooit)\b")
_NOT_AFTER: Final = re.compile(r"^ (?:niet|niets|geen|nog niet|nog niets)\b")
_NO_DECISION: Final = re.compile(  # what a body does with its own papers and days
    r"\b(?:verslag|verslagen|notulen|agenda|agendapunt|vergaderdata|vergaderdatum|vergaderkalender)\b.*"
    r"\b(?:goed|goedgekeurd|vast|vastgesteld)\b"
    r"|\b(?:keurt|keuren|stelt|stellen|keurde)\b.*"
    r"\b(?:verslag|verslagen|notulen|agenda|vergaderdata|vergaderdatum|vergaderkalender|datum)\b.*\b(?:goed|vast)\b"
    r"|\b(?:de|het|een|dit|die|deze|elk|ieder|welke|van|vorige?|eerdere?|genomen) (?:besluiten|besluit|besloten)\b"
)
_WHERE: Final = re.compile(
    r"\b(?:door|in|op) (?:de |het |elke? |hun |haar |zijn )?(?:(?:eigen|vlaamse|bevoegde) )?"
)
_TO: Final = frozenset({"aan", "voor", "met", "van", "bij", "tot"})
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+|\n")  # not in "10.000 euro"
_CLAUSE: Final = re.compile(r"[,;()–]| maar | waarna ")
_REFERS: Final = re.compile(r"^ ?(?:die|dat|dit|welke|waar\w*|elk|ze|zij|en die)\b")


def names_a_decision(text: str, kind: BodyKind | None = None) -> str:
    """The first sentence that reads as if a body of this kind decided; "" where there is none.

    A sentence that names who is competent ("wordt aan de gemeenteraad voorgelegd, die beslist") is not meant, nor one
    that asks, advises, may or does not decide. Without ``kind`` no council counts as the body itself.
    """
    for sentence in _SENTENCE_END.split(text):
        if any(_decisions(fold(sentence), kind)):
            return sentence.strip(" -*")
    return ""


def _decisions(sentence: str, kind: BodyKind | None) -> Iterator[bool]:
    """For each deciding word of a folded sentence whether the body itself decides with it."""
    is_council = kind is BodyKind.TRANSPORT_REGION_COUNCIL
    others = re.compile(rf"\b(?:{_COMPETENT if is_council else f'{_COMPETENT}|{_COUNCIL}'})\b")
    own = re.compile(rf"\b(?:{_OWN}{f'|{_COUNCIL}' if is_council else ''})\b(?! van (?:bestuur|state))")
    before = ""
    for clause in _CLAUSE.split(sentence):
        for hit in _DECIDES.finditer(clause):
            yield _is_meant(clause, hit, others, own) and not (
                _REFERS.match(clause) and others.search(before)
            )
        before = clause


def _is_meant(clause: str, hit: re.Match[str], others: re.Pattern[str], own: re.Pattern[str]) -> bool:
    head, tail = clause[: hit.start()], clause[hit.end() :]
    if _NO_DECISION.search(clause) or _NOT_BEFORE.search(head):
        return False
    if _NOT_AFTER.match(tail) or _NOT_INSIDE.search(hit[0]):
        return False
    return not _is_of_others(head, hit[0], tail, others, own)


def _is_of_others(head: str, hit: str, tail: str, others: re.Pattern[str], own: re.Pattern[str]) -> bool:
    """Whether somebody else is said to decide: named before the verb, right after it, or after "door", "in" or "op"."""
    if others.search(head) or (not _PASSIVE.match(hit) and _OTHERS.search(head) and not own.search(head)):
        return True
    if any(others.match((hit + tail)[by.end() :]) for by in _WHERE.finditer(hit + tail)):
        return True
    if own.search(head):
        return False
    follows = others.search(hit) or others.search(tail)
    between = tail[: follows.start()].split() if follows and not others.search(hit) else []
    return follows is not None and len(between) <= 2 and not _TO.intersection(between)
