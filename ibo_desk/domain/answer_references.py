"""The reference of a decision of a college, as a mail writes it."""

import re

_REFERENCES = (
    re.compile(r"\b\d{4}[_-](?:CBS|GR|SC)[_-]\d+\b", re.IGNORECASE),
    re.compile(r"\b(?:CBS|SC)[\s/_-]*(?:nr\.?\s*)?\d{4}\s*[/_-]\s*\d+\b", re.IGNORECASE),
    re.compile(r"\bCBS\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4},?\s+punt\s+\d+\b", re.IGNORECASE),
    re.compile(r"\b(?:besluit|beslissing|collegebesluit|referentie|ref\.?|kenmerk)\s*(?:nr\.?|nummer|:)\s*:?\s*"
               r"(?P<number>[\w/_.-]*\d[\w/_-]*)", re.IGNORECASE),
    re.compile(r"\bbesluit van \d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}| \w+ \d{4})(?:,? punt \d+)?", re.IGNORECASE),
)  # fmt: skip


def reference_in(text: str) -> str:
    """The first reference in a text; empty where it has none."""
    for words in _REFERENCES:
        match = words.search(text)
        if match:
            return match.groupdict().get("number") or match[0].strip()
    return ""
