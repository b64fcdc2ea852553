"""Names as they are compared: without accents, case, quotes and double spaces; both engines sort on the folded form."""

import re
import unicodedata

_SHORT_FORMS = {
    "prov": "provincie",
    "dep": "departement",
    "dept": "departement",
    "dpt": "departement",
    "agent": "agentschap",
    "intercomm": "intercommunale",
    "vl": "vlaamse",
}
_WEST = re.compile(r"\bw(?:est)?[-. ]?vl(?:aanderen)?\b")


def fold(name: str) -> str:
    """ "Spiere-Helkijn " → "spiere-helkijn"; "Geïntegreerde" → "geintegreerde"."""
    if name.isascii():  # most names, and by the hundred at each key of a search
        bare = name
    else:
        decomposed = unicodedata.normalize("NFKD", name)
        bare = "".join(ch for ch in decomposed if not unicodedata.combining(ch))
    return " ".join(bare.replace("’", "'").replace("‘", "'").split()).casefold()


def display_name(short: str, full: str) -> str:
    """The name that is shown: the short one where there is one, else the full one; in SQL ``base.names``."""
    return short or full


def file_stem(name: str) -> str:
    """A name for a file on every system: "Spiere-Helkijn IBO" → "spiere-helkijn-ibo"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:120]


def in_full(name: str) -> str:
    """A folded name with its usual short forms written out: "Prov. W-Vl" → "provincie west-vlaanderen"."""
    words = _WEST.sub("west-vlaanderen", fold(name))
    return " ".join(_SHORT_FORMS.get(word.strip("."), word) for word in words.split())
