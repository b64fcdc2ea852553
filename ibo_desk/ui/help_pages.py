"""Help in sentences: what stands in no button, because it goes from one computer to another."""

from collections.abc import Sequence
from html import escape
from typing import Final

from ibo_desk.language import N_, _

Part = tuple[str, Sequence[str]]  # a heading, and its sentences

OWN_FILES: Final[Sequence[Part]] = (
    (
        N_("What a college gets"),
        (
            N_("The mail is enough: it says what is asked and by when, with the note, its form for the answer and "
               "links that write the answer."),
            N_("A college that wants to work in this program gets a file of its own: Menu, “Give colleges their own "
               "file…”. In it stands what that college may read, and the papers it was sent. The rest is not in it."),
            N_("A newer file takes the place of the older one: in the older one the college chooses “Go on in a newer "
               "file…”, so that what it did not send back yet goes along."),
        ),
    ),
    (
        N_("What comes back"),
        (
            N_("In its own file the college writes its notes, answers, days, contacts and the state of its own "
               "engagements. “Send back…” writes a small file whose name ends in .terug; it goes back by mail."),
            N_("Drop that file on this window, or choose “Take over what a college sent back…”. First you see what it "
               "would change; nothing is recorded before you say so."),
            N_("Where you wrote in the same field meanwhile, both texts stand side by side, and you choose."),
            N_("Twice the same file, late or in another order: each thing is recorded once, and nothing is lost."),
            N_("The seal in it tells that it was made from the file that you gave, and that nothing was changed on the "
               "way. Who sent it, it does not prove: see the mail for that."),
        ),
    ),
    (
        N_("Lending the region’s own file"),
        (
            N_("Only one computer writes at a time. “Lend to…” makes the file here one that can only be read, until it "
               "is taken back; “Call back what was lent…” asks a reason, and the other copy counts no longer."),
        ),
    ),
)  # fmt: skip


def as_html(parts: Sequence[Part]) -> str:
    """Headings with their sentences below them."""
    texts = []
    for heading, sentences in parts:
        lines = "".join(f"<p>{escape(_(sentence))}</p>" for sentence in sentences)
        texts.append(f"<h3>{escape(_(heading))}</h3>{lines}")
    return "".join(texts)
