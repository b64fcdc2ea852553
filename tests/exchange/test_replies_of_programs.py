"""Twelve more answers, as Outlook, Gmail, Thunderbird and telephones write them: what was read of each is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from ibo_desk.exchange.mail_drafts import MailDraft
from ibo_desk.exchange.reply_mail import saved_mail
from tests.exchange.loop_region import Loop
from tests.exchange.test_reply_mails import clicked, draft, filled, in_docs, quoted, read, region

__all__ = ["draft", "region"]
OUTLOOK: Final = (
    "Van: IBO Zuid-West-Vlaanderen <ibo@streek.example>\nVerzonden: maandag 9 november 2026 9:12\n"
    "Aan: Stad Kortrijk <regio@kortrijk.example>\nOnderwerp: Kortrijk: voorbereidende nota\n\n"
)
GMAIL: Final = "Op ma 9 nov. 2026 om 09:12 schreef IBO Zuid-West-Vlaanderen <\nibo@streek.example>:\n\n"
SIGNED: Final = (
    "\n\nAn Fictief\nbestuurssecretaris\n\nDisclaimer: de stad gaat nooit akkoord met wat in een mail staat."
)
HTML: Final = (
    "From: An <regio@kortrijk.example>\nSubject: {subject}\nMIME-Version: 1.0\n"
    "Content-Type: text/html; charset=utf-8\n\n<html><body>{body}</body></html>\n"
)


def _mail(text: str, subject: str = "RE: Kortrijk: voorbereidende nota") -> str:
    return f"Van: An <regio@kortrijk.example>\nOnderwerp: {subject}\n\n{text}"


def _wrapped(text: str) -> str:
    """As the source of a page breaks its lines: anywhere."""
    return "<br>\n".join(line.replace(" ", "\n    ", 3) for line in text.split("\n\n", 1)[1].split("\n"))


def _html(draft: MailDraft, body: str) -> str:
    return HTML.format(subject="Antwoord", body=body.replace("{ours}", draft.html))


def _changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


Reply = Callable[[MailDraft], str]
REPLIES: Final[dict[int, Reply]] = {
    # by the links
    13: lambda draft: _html(draft, _wrapped(filled(clicked(draft, "akkoord mits"), words="een breed fietspad"))),
    14: lambda draft: filled(clicked(draft, "akkoord")) + SIGNED,
    15: lambda draft: (
        filled(clicked(draft, "mandaat gegeven"), "ma 16 nov 2026", "2026_CBS_01234") + "\nVerstuurd vanaf mijn iPhone"
    ),
    16: lambda draft: _changed(filled(clicked(draft, "akkoord")), "Antwoord: akkoord", "Antwoord: niet akkoord"),
    # typed over
    17: lambda _draft: _mail(
        "Beste collega's\n\nHet college heeft in zitting van 16 november 2026 kennisgenomen van de fasering van de\n"
        "fietsbrug en gaat ermee akkoord (2026_CBS_01234). Het mobiliteitsplan werd verdaagd.\n\nMvg\nAn"
    ),
    18: lambda _draft: _mail(
        "Dag\n\nHet schepencollege van 16/11 besliste (ref. 2026_CBS_01234):\n"
        "1) Fietsbrug, fasering: in principe akkoord, maar niet in de zomer\n2) Mobiliteitsplan: mandaat verleend"
    ),
    19: lambda _draft: _mail(
        "Het college van 16/11/2026 (besluit 2026_CBS_01234) kan zich niet vinden in de fasering van de fietsbrug.\n"
        "Voor het mobiliteitsplan geven we geen mandaat."
    ),
    20: lambda _draft: _mail(
        "Hallo, de fasering van de fietsbrug werd niet goedgekeurd op het college van 16/11/2026, 2026_CBS_01234.\n"
        "Over het mobiliteitsplan volgt later nieuws.\n-- \nAn Fictief, akkoord is akkoord"
    ),
    # forwarded or quoted
    21: lambda draft: _mail(
        "Dag\n\nHet college ging op de zitting van 16/11 akkoord met beide punten (2026_CBS_01234).\n\n"
        f"Met vriendelijke groeten\nAn\n\n{OUTLOOK}{draft.text}"
    ),
    22: lambda draft: _mail(
        f"{GMAIL}{quoted(draft.text)}\n\nFietsbrug, fasering: gunstig, college van 16/11/2026, 2026_CBS_01234\n\nAn"
    ),
    23: lambda _draft: _mail(
        "Ik ben afwezig tot en met 30 november 2026 en neem daarna kennis van uw bericht.",
        "Automatisch antwoord: Kortrijk: Fietsbrug: =fasering, antwoord gevraagd",
    ),
    24: lambda draft: _html(
        draft,
        "<p>Geen bezwaar tegen de fasering van de fietsbrug, college van 16/11/2026 (2026_CBS_01234).</p>"
        '<div class="gmail_quote">Op ma 9 nov. 2026 om 09:12 schreef IBO &lt;ibo@streek.example&gt;:<br>'
        '<blockquote class="gmail_quote">{ours}</blockquote></div>',
    ),
}  # fmt: skip


@pytest.mark.parametrize("number", REPLIES)
def test_what_is_read_of_a_reply(region: Loop, draft: MailDraft, tmp_path: Path, number: int) -> None:
    text = REPLIES[number](draft)
    if text.startswith("From:"):
        (tmp_path / "antwoord.eml").write_text(text, "utf-8")
        text = saved_mail(tmp_path / "antwoord.eml").text
    assert read(region, text) == in_docs(number)


def test_what_no_person_wrote_is_said_to_be_unread(region: Loop, draft: MailDraft) -> None:
    proposal = region.app.answer_mails.read(REPLIES[23](draft))
    assert proposal.unread == ("Dit is een automatisch antwoord; er is niets uit gelezen.",)


def test_below_a_quote_in_a_page_the_answer_is_read(region: Loop, draft: MailDraft, tmp_path: Path) -> None:
    body = '<blockquote type="cite">{ours}</blockquote><p>Fietsbrug, fasering: akkoord, college van 16/11/2026</p>'
    (tmp_path / "onder.eml").write_text(_html(draft, body), "utf-8")
    answered = read(region, saved_mail(tmp_path / "onder.eml").text)
    assert (answered.bridge, answered.plan) == ("agrees", None)


def test_a_title_inside_a_longer_one_is_not_named(region: Loop, draft: MailDraft) -> None:
    """What a link says of one item by its code ticks no other one whose title looks like it."""
    region.app.records.patch("agenda_item", region.plan, None, {"title": "Fietsbrug: =fasering en plan"})
    text = filled(clicked(draft, "kennisname"))
    lines = region.app.answer_mails.read(text).lines
    assert [line.item_id for line in lines if line.named] == [region.bridge]
    (made,) = region.app.mail_drafts.notes(region.meeting, {region.colleges["Kortrijk"]: []})
    lines = region.app.answer_mails.read(filled(clicked(made, "mandaat gegeven"))).lines
    assert [line.item_id for line in lines if line.named] == [region.plan]
