"""Names as they are compared: without accents, case, quotes and double spaces; both engines sort on the folded form."""

import re
import unicodedata


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
