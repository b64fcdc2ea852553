"""Twelve answers as colleges send them (by link, typed over, forwarded, quoted): what was read of each is told."""

from dataclasses import dataclass
from datetime import date
from email import policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml.html import fromstring

from ibo_desk.domain.answer_codes import answer_code, codes_in
from ibo_desk.domain.feedback import Answer
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.mail_drafts import REPLY_TO, MailDraft
from ibo_desk.exchange.reply_mail import saved_mail
from ibo_desk.services.words import label
from tests.exchange.loop_region import Loop

HELD = date(2026, 11, 16)
DOCS = Path(__file__).parents[2] / "docs" / "colleges.md"


@pytest.fixture
def region(looped: Loop) -> Loop:
    found, app = looped, looped.app
    app.settings.set(REPLY_TO, "ibo@streek.example")
    kortrijk = found.colleges["Kortrijk"]
    app.feedback.deliver([(found.bridge, kortrijk), (found.plan, kortrijk)], date(2026, 11, 9))
    return found


@pytest.fixture
def draft(region: Loop) -> MailDraft:
    (made,) = region.app.mail_drafts.notes(region.meeting, {region.colleges["Kortrijk"]: []})
    return made


def clicked(draft: MailDraft, word: str, place: int = 0) -> str:
    """The text that a mail program opens when this word of a question is clicked."""
    links = [link for link in fromstring(draft.html.encode()).iter("a") if link.text == word]
    address = urlsplit(links[place].get("href") or "")
    assert address.path == "ibo@streek.example"
    asked = parse_qs(address.query)
    return f"Van: An <regio@kortrijk.example>\nOnderwerp: {asked['subject'][0]}\n\n" + asked["body"][
        0
    ].replace("\r\n", "\n")


def filled(text: str, on: str = "16/11/2026", reference: str = "2026_CBS_01234", words: str = "") -> str:
    """A reply of a link, completed as the person does."""
    text = text.replace("Datum college: ", f"Datum college: {on}")
    text = text.replace("Referentie besluit: ", f"Referentie besluit: {reference}")
    return text.replace("Voorbehoud of toelichting: ", f"Voorbehoud of toelichting: {words}")


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


@dataclass(frozen=True)
class Read:
    """What was read: the answers of bridge and plan, the day and reference of the first."""

    bridge: Answer | None
    plan: Answer | None
    on: date | None = HELD
    reference: str = "2026_CBS_01234"


def read(region: Loop, text: str) -> Read:
    proposal = region.app.answer_mails.read(text)
    assert proposal.college_id == region.colleges["Kortrijk"]
    answers = {line.item_id: line.answer for line in proposal.lines if line.named}
    return Read(answers.get(region.bridge), answers.get(region.plan), proposal.on, proposal.reference)


def in_docs(number: int) -> Read:
    """What docs/colleges.md tells of one of the twelve."""
    rows = [
        line.strip("| ").split(" | ") for line in DOCS.read_text("utf-8").splitlines() if line.startswith("|")
    ]
    (cells,) = [row for row in rows if row[0] == str(number)]
    *_told, bridge, plan, on, reference = [cell if cell != "–" else "" for cell in cells]
    words = {label(answer): answer for answer in Answer}
    decided = date(*map(int, reversed(on.split("/")))) if on else None
    return Read(words.get(bridge), words.get(plan), decided, reference)


# by the links


def test_1_a_link_filled_in(region: Loop, draft: MailDraft) -> None:
    assert read(region, filled(clicked(draft, "akkoord"))) == in_docs(1)


def test_2_a_reservation_over_two_lines_and_a_signature(region: Loop, draft: MailDraft) -> None:
    words = "eerst overleg over de omleiding,\nen een fietspad aan de kant van de Leie"
    text = filled(clicked(draft, "akkoord mits"), words=words) + "\nMet vriendelijke groeten\nAn Fictief\n"
    assert read(region, text) == in_docs(2)
    (line,) = [line for line in region.app.answer_mails.read(text).lines if line.named]
    assert line.text == "eerst overleg over de omleiding, en een fietspad aan de kant van de Leie"


def test_3_two_links_in_one_mail_with_days_of_their_own(region: Loop, draft: MailDraft) -> None:
    one = filled(clicked(draft, "kennisname"))
    other = filled(clicked(draft, "mandaat gegeven"), "9/11/2026", "2026_CBS_01100")
    assert read(region, f"{one}\n{other}") == in_docs(3)
    lines = {line.item_id: line for line in region.app.answer_mails.read(f"{one}\n{other}").lines}
    assert lines[region.bridge].on == HELD
    assert (lines[region.plan].on, lines[region.plan].reference) == (date(2026, 11, 9), "2026_CBS_01100")


def test_4_postponed_without_a_reference_and_a_day_in_words(region: Loop, draft: MailDraft) -> None:
    text = filled(clicked(draft, "uitgesteld", 1), "maandag 16 november 2026", "")
    assert read(region, text) == in_docs(4)


# typed over


def code(region: Loop, item: str = "bridge") -> str:
    return answer_code(getattr(region, item), region.colleges["Kortrijk"])


def test_5_the_code_with_the_answer_behind_it(region: Loop) -> None:
    text = f"Beste,\n\n{code(region)}: akkoord, college van 16/11/2026, ref. 2026_CBS_01234\n\nMvg\nAn"
    assert read(region, text) == in_docs(5)


def test_6_small_letters_spaces_and_letters_for_digits(region: Loop) -> None:
    typed = code(region).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    text = f"Dag collega\n\nCode: {typed}\nAntwoord: niet akkoord\n"
    text += "Datum college: 16/11/2026\nReferentie: 2026_CBS_01234"
    assert read(region, text) == in_docs(6)


def test_7_one_sentence_above_two_codes(region: Loop) -> None:
    text = (
        "Het college van 16 november 2026 stelde deze punten uit (2026_CBS_01234): uitgesteld dus.\n\n"
        f"- {code(region)}\n- {code(region, 'plan')}\n"
    )
    assert read(region, text) == in_docs(7)


def test_8_typed_above_our_mail_that_is_quoted(region: Loop, draft: MailDraft) -> None:
    text = (
        "Van: Secretariaat <regio@kortrijk.example>\n\nFietsbrug: =fasering: akkoord. Het college van\n"
        f"16 november 2026, besluit 2026_CBS_01234.\n\nVan: IBO <ibo@streek.example>\n{draft.text}"
    )
    assert read(region, text) == in_docs(8)


# forwarded or quoted


def test_9_a_colleague_forwards_the_answer(region: Loop, draft: MailDraft) -> None:
    inner = filled(clicked(draft, "akkoord"))
    text = f"Van: Jan <jan@kortrijk.example>\nOnderwerp: FW: antwoord\n\nTer info\n\nAn\n\n_______________\n{inner}"
    assert read(region, text) == in_docs(9)


def test_10_a_quoted_answer_with_a_broken_code(region: Loop, draft: MailDraft) -> None:
    inner = filled(clicked(draft, "akkoord mits"), words="een fietspad")
    broken = code(region)[:14] + "\n" + code(region)[14:]
    text = "Zie onder.\n\nOp ma 16 nov 2026 om 10:02 schreef An <an@kortrijk.example>:\n" + quoted(
        inner.replace(code(region), broken)
    )
    assert read(region, text) == in_docs(10)


def test_11_a_forward_in_words_without_a_code(region: Loop) -> None:
    text = (
        "Van: IBO <ibo@streek.example>\nOnderwerp: Fwd: Fietsbrug\n\n---------- Forwarded message ----------\n"
        "Van: An <regio@kortrijk.example>\nOnderwerp: Fietsbrug\n\nBeste\n\nFietsbrug: =fasering: het college van\n"
        "16/11/2026 gaat akkoord (2026_CBS_01234).\n\nMvg\nAn"
    )
    assert read(region, text) == in_docs(11)
    assert "doorgestuurd" in " ".join(region.app.answer_mails.read(text).unread)


def test_12_a_quoted_mail_below_other_words_is_said_to_be_unread(region: Loop) -> None:
    text = (
        "Van: An <regio@kortrijk.example>\n\nDit komt volgende week op het college.\n\n"
        "Van: Jan <jan@kortrijk.example>\nFietsbrug: =fasering: akkoord, college van 16/11/2026 (2026_CBS_01234)"
    )
    assert read(region, text) == in_docs(12)
    (told,) = region.app.answer_mails.read(text).unread
    assert told.startswith("De mail die eronder geciteerd staat, is niet gelezen")


# what is not to be believed


def test_our_own_mail_that_comes_back_answers_nothing(region: Loop, draft: MailDraft) -> None:
    for text in (
        draft.text,
        quoted(draft.text),
        f"Van: An <regio@kortrijk.example>\n\nOntvangen.\n\n{quoted(draft.text)}",
    ):
        assert all(line.answer is None for line in region.app.answer_mails.read(text).lines)


def test_a_mistyped_code_is_said_to_be_unread(region: Loop) -> None:
    wrong = code(region)[:-1] + ("0" if code(region)[-1] != "0" else "1")
    proposal = region.app.answer_mails.read(f"{wrong}: akkoord, college van 16/11/2026")
    assert [line.answer for line in proposal.lines] == []
    assert proposal.unread == (
        f"De code {wrong} is niet gelezen: het controlegetal klopt niet, er is dus een teken verkeerd getypt.",
    )


def saved(path: Path, text: str, html: bool, inside: EmailMessage | None = None) -> Path:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = "An <regio@kortrijk.example>"
    message["Subject"] = "Antwoord"
    message.set_content(text.replace("\n", "<br>\n") if html else text, subtype="html" if html else "plain")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="besluit.pdf")
    if inside is not None:
        message.add_attachment(inside)
    path.write_bytes(message.as_bytes())
    return path


@pytest.mark.parametrize("html", [False, True])
def test_a_saved_mail_is_read_whole(region: Loop, draft: MailDraft, tmp_path: Path, html: bool) -> None:
    body = filled(clicked(draft, "akkoord")).split("\n\n", 1)[1]
    mail = saved_mail(saved(tmp_path / "antwoord.eml", body, html))
    assert mail.attached == ("besluit.pdf",)
    assert read(region, mail.text) == Read(Answer.AGREES, None)


def test_a_mail_inside_a_mail_is_read(region: Loop, draft: MailDraft, tmp_path: Path) -> None:
    inside = EmailMessage(policy=policy.SMTP)
    inside["From"], inside["Subject"] = "An <an@kortrijk.example>", "Antwoord"
    inside.set_content(filled(clicked(draft, "akkoord")).split("\n\n", 1)[1])
    mail = saved_mail(saved(tmp_path / "door.eml", "Ter info", html=False, inside=inside))
    assert read(region, mail.text) == Read(Answer.AGREES, None)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("antwoord.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "mail_of_outlook"),
        ("antwoord.eml", b"geen mail", "not_a_mail"),
        ("leeg.eml", b"", "file_empty"),
    ],
)
def test_what_is_no_mail_is_told(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ListError) as caught:
        saved_mail(tmp_path / name)
    assert caught.value.code == reason


@pytest.mark.parametrize("place", range(5, 23))
def test_each_wrong_character_in_a_code_is_seen(region: Loop, place: int) -> None:
    right = code(region)
    if right[place] == "-":
        return
    for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
        (found,) = codes_in(right[:place] + letter + right[place + 1 :])
        assert bool(found.key) == (letter == right[place])
