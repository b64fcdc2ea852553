"""Small pieces of sentences that several papers share."""

from collections.abc import Sequence

from ibo_desk.documents.rich_text import parse, row_text
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.language import N_, _
from ibo_desk.services.parties.body_rows import BodyRow, the_body

_OF_TOWN = {
    BodyKind.COLLEGE: N_("College of mayor and aldermen of {municipality}"),
    BodyKind.MUNICIPAL_COUNCIL: N_("Municipal council of {municipality}"),
}


def joined(names: Sequence[str]) -> str:
    """ "Harelbeke, Kuurne en Menen"; nothing for no names."""
    if len(names) < 2:
        return "".join(names)
    return _("{most} and {last}").format(most=", ".join(names[:-1]), last=names[-1])


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text as it goes on inside a sentence: without a capital, except for an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def flat(markdown: str) -> str:
    """A text as one line: entries of a list are parted by semicolons."""
    told = ""
    listing = False
    for block in parse(markdown):
        words = (
            ", ".join(row_text(block, "\t").split("\t"))
            if block.kind == "row"
            else " ".join(block.text.split())
        )
        listed = block.level > 0 or block.kind == "row"
        if told:
            told = f"{told.rstrip(';')}; " if listed and listing else f"{told.rstrip(';')}{_stop(told)} "
        told += words
        listing = listed
    return told


def _stop(told: str) -> str:
    return "" if told.endswith((".", ":", "!", "?")) else "."


def body_name(body: BodyRow) -> str:
    """The full name; a college or council is called after its municipality."""
    if body.organisation and body.kind in _OF_TOWN:
        return _(_OF_TOWN[body.kind]).format(municipality=body.organisation)
    return body.name


def secretariat(body: BodyRow) -> str:
    """Who keeps the secretariat of a body, for inside a sentence."""
    return body.secretariat_name or _("the secretariat of {the_body}").format(the_body=the_body(body))


def author(body: BodyRow) -> str:
    """Who makes the papers, as a title block says it."""
    return body.secretariat_name or _("Secretariat of {the_body}").format(the_body=the_body(body))
