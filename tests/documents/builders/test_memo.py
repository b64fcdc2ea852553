"""The note to a college: what is asked of it, and nothing of another college."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from ibo_desk.data.tables import AgendaItem, Attendance, FeedbackRound
from ibo_desk.documents.builders.facts import load_meeting
from ibo_desk.documents.builders.memo import build_memo, build_memos
from ibo_desk.documents.builders.text_hash import item_text_hash
from ibo_desk.documents.content import Memo, MemoItem
from ibo_desk.documents.content_json import to_json
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.rich_text import as_text
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.feedback import Question, Side
from ibo_desk.domain.organisations import Presence
from ibo_desk.services.base.records import patch
from ibo_desk.services.parties.bodies import RECORD_TYPES as BODY_KINDS
from ibo_desk.services.words.format import money
from tests.documents.builders.small_region import SECRET, SmallRegion, amount_of


def _memo(region: SmallRegion, sources: Sources, town: str = "Kortrijk", meeting: UUID | None = None) -> Memo:
    return build_memo(sources, meeting or region.ibo, region.colleges[town])


def _articles(item: MemoItem) -> list[str]:
    return [f"{article.label}: {article.text}" for article in item.articles]


@pytest.mark.long
def test_to_whom_about_what_from_which_source(region: SmallRegion, sources: Sources) -> None:
    memo = _memo(region, sources)
    assert memo.college == "College van burgemeester en schepenen van Kortrijk"
    assert memo.head.title == "Terugkoppelingsnota"
    assert memo.head.audience == "College van burgemeester en schepenen van Kortrijk, en het secretariaat"
    assert memo.source_state == "op basis van het ontwerpverslag"
    assert memo.represented_by == "Roos Rozenblad, schepen"
    assert [item.number for item in memo.asked] == ["2", "3"]
    assert memo.noted == ()


def test_a_question_for_a_position(region: SmallRegion, sources: Sources) -> None:
    item = _memo(region, sources).asked[0]
    assert (item.phase, item.influence) == ("in bespreking", "de volgorde van de werken")
    assert item.heard == "ja, op 2 november 2026"
    assert (item.question, item.question_text) == ("standpunt", "Onderschrijft Kortrijk de aandachtspunten?")
    assert (item.answer_to, item.answer_by) == ("het secretariaat van het IBO", "11 december 2026")
    assert (item.college_by, item.submit_by) == ("maandag 7 december 2026", "woensdag 2 december 2026")
    assert item.outcome_label == "Conclusie"
    assert item.consequences_label == "Gevolgen voor Kortrijk"
    assert _articles(item) == [
        "Artikel 1: Het college neemt kennis van de conclusie over punt 2, ‘Fietsbrug & minder hinder: de fasering’,"
        " van het IBO van 6 november 2026.",
        "Artikel 2: Het college neemt het standpunt in dat in deze nota staat onder ‘Standpunt of mandaat van de"
        " gemeente’.",
        "Artikel 3: Het college bezorgt zijn antwoord uiterlijk op 11 december 2026"
        " aan het secretariaat van het IBO.",
    ]


def test_a_question_to_confirm_an_engagement(region: SmallRegion, sources: Sources) -> None:
    item = _memo(region, sources).asked[1]
    amount = money(amount_of("Kortrijk"))
    (engagement,) = item.engagements
    assert engagement.partner == "Kortrijk"
    assert engagement.what == "Bijdragen aan de fietsbrug (samen met 12 andere gemeenten en Leiedal)"
    assert engagement.amount == f"{amount} (budgetjaar 2027)"
    assert _articles(item)[1] == (
        "Artikel 5: Het college bevestigt het engagement ‘Bijdragen aan de fietsbrug (samen met 12 andere gemeenten"
        f" en Leiedal) – {amount} (budgetjaar 2027)’, onder volgende voorwaarden: eigen voorwaarde van Kortrijk"
    )
    assert item.answer_to == "Leiedal"
    assert item.finance == ""


def test_finance_is_what_is_known_and_the_ground_is_the_municipality_s(
    region: SmallRegion, sources: Sources
) -> None:
    first, second = _memo(region, sources).asked
    blanks = {section.key: section.blank for section in second.sections}
    amounts = next(section for section in second.sections if section.key == "finance")
    assert as_text(amounts.text).endswith(f"{money(amount_of('Kortrijk'))} (budgetjaar 2027)")
    assert blanks["legal"]
    assert blanks["advice"]
    finance = next(section for section in first.sections if section.key == "finance")
    assert as_text(finance.text) == "Eigen raming van Kortrijk in opmaak"


def test_an_earlier_answer_over_the_whole_topic(region: SmallRegion, sources: Sources) -> None:
    (earlier,) = _memo(region, sources, "Menen").asked[0].earlier_answers
    assert (earlier.date, earlier.answer) == ("2 november 2026", "akkoord met voorbehoud")
    assert earlier.text == "Eigen antwoord van Menen: eerst de fietsbrug."


def test_an_answer_at_another_appearance_of_the_topic_counts(region: SmallRegion, sources: Sources) -> None:
    """The topic comes back at the next meeting: what the college said before stands in that note."""
    topic = sources.agenda.item(region.fietsbrug).topic_id
    assert topic is not None
    sources.agenda.add(region.next_ibo, {"title": "Fasering, vervolg", "topic_id": topic})
    memo = _memo(region, sources, "Menen", region.next_ibo)
    item = next(item for item in memo.noted if item.title == "Fasering, vervolg")
    assert item.earlier_answers[0].text == "Eigen antwoord van Menen: eerst de fietsbrug."
    assert item.heard == "ja, op 2 november 2026"


def test_nobody_represented_the_municipality(region: SmallRegion, sources: Sources) -> None:
    memo = _memo(region, sources, "Harelbeke")
    assert memo.represented_by == (
        "Niemand vertegenwoordigde Harelbeke op deze vergadering. Verontschuldigd: Pier Pompoen, schepen."
    )


def test_who_speaks_for_the_municipalities_is_named_but_counts_for_none(
    region: SmallRegion, sources: Sources
) -> None:
    with region.store.write("Leiedal aanwezig") as work:
        leiedal = sources.organisations.find("Leiedal")
        row = work.session.exec(
            select(Attendance).where(
                Attendance.meeting_id == region.ibo, Attendance.organisation_id == leiedal
            )
        ).one()
        row.presence = Presence.PRESENT
        work.add(row)
    told = _memo(region, sources, "Wervik").represented_by
    assert told == (
        "Niemand vertegenwoordigde Wervik op deze vergadering. Intercommunale Leiedal was aanwezig namens de gemeenten."
    )


@pytest.mark.long
def test_an_unknown_calendar_stays_unknown(region: SmallRegion, sources: Sources) -> None:
    item = _memo(region, sources, "Menen").asked[0]
    assert (item.college_by, item.submit_by) == ("kalender van het college niet gekend", "")


def test_a_preparatory_note_asks_a_mandate(region: SmallRegion, sources: Sources) -> None:
    memo = _memo(region, sources, "Harelbeke", region.next_ibo)
    assert memo.head.title == "Voorbereidende nota"
    assert memo.source_state == "voorbereidende nota, vóór de vergadering, op basis van de agenda"
    assert memo.represented_by == "Pier Pompoen, schepen van mobiliteit"
    (item,) = memo.asked
    assert item.heard == "nog niet gehoord"
    assert item.outcome == ()
    assert _articles(item)[1] == (
        "Artikel 2: Het college geeft de afgevaardigde van Harelbeke in het IBO het mandaat dat in deze nota staat"
        " onder ‘Standpunt of mandaat van de gemeente’."
    )
    assert [article.label for article in memo.noted_articles] == ["Artikel 4"], "numbered through"


def test_what_is_only_to_be_noted_is_bundled(region: SmallRegion, sources: Sources) -> None:
    memo = _memo(region, sources, "Kortrijk", region.vrr)
    assert memo.asked == ()
    assert [item.outcome_label for item in memo.noted] == ["Advies", "Beslissing", "Kennisname"]
    assert [article.text for article in memo.noted_articles] == [
        "Het college neemt kennis van de punten 1, 2 en 3 van de Vervoerregioraad Kortrijk van 23 oktober 2026."
    ]
    assert memo.source_state.endswith("het officiële verslag wordt opgemaakt door Departement MOW")


def test_a_note_about_one_item(region: SmallRegion, sources: Sources) -> None:
    memo = build_memo(sources, region.ibo, region.colleges["Menen"], item_id=region.fietsbrug)
    assert [item.number for item in memo.asked] == ["2"]
    with pytest.raises(NotFoundError):
        build_memo(sources, region.ibo, region.colleges["Menen"], item_id=region.bus)


@pytest.mark.long
def test_text_that_changed_after_delivery_replaces_the_note(region: SmallRegion, sources: Sources) -> None:
    facts = load_meeting(sources, region.ibo)
    item = next(item for item in facts.items if item.id == region.fietsbrug)
    with region.store.write("Bezorgd") as work:
        for row in work.session.exec(
            select(FeedbackRound).where(
                FeedbackRound.item_id == region.fietsbrug, FeedbackRound.side == Side.AFTER
            )
        ):
            row.delivered_on = date(2026, 11, 12)
            row.delivered_hash = item_text_hash(item, facts.positions[item.id])
            work.add(row)
    assert _memo(region, sources).replaces == ""
    with region.store.write("Gewijzigd") as work:
        record = work.get(AgendaItem, region.fietsbrug)
        record.conclusion = "De partners onderschrijven de aandachtspunten en vragen een planning."
        work.add(record)
    assert _memo(region, sources).replaces == (
        "Vervangt de nota van 12 november 2026: de tekst van punt 2 is sindsdien gewijzigd."
    )


def test_a_change_that_no_college_reads_replaces_nothing(region: SmallRegion, sources: Sources) -> None:
    before = load_meeting(sources, region.ibo)
    item = next(item for item in before.items if item.id == region.fietsbrug)
    with region.store.write("Nota") as work:
        record = work.get(AgendaItem, region.fietsbrug)
        record.secretariat_note = "iets anders"
        work.add(record)
    after = sources.agenda.item(region.fietsbrug)
    positions = before.positions[item.id]
    assert item_text_hash(after, positions) == item_text_hash(item, positions)


def test_the_headings_of_the_municipality(region: SmallRegion, sources: Sources) -> None:
    _headings(region, '[["subject", "Feiten"], ["own", "Publieke stemming"], ["proposal", "Besluit"]]')
    memo = _memo(region, sources)
    assert [section.heading for section in memo.asked[0].sections] == [
        "Feiten",
        "Publieke stemming",
        "Besluit",
    ]
    assert memo.asked[0].sections[1].blank == "Aan te vullen door de gemeente"


def test_a_municipality_that_uses_no_decision_has_no_articles(region: SmallRegion, sources: Sources) -> None:
    """The items to be noted had an article 4, after three that stood nowhere."""
    _headings(region, '[["subject", "Feiten"]]')
    memo = _memo(region, sources)
    assert memo.asked
    assert [*memo.noted_articles, *(article for item in memo.asked for article in item.articles)] == []


@pytest.mark.parametrize("stored", ["geen json", '[["nergens", "Kop"]]', "[]", '{"subject": "Kop"}', "5"])
def test_unreadable_headings_are_named(region: SmallRegion, sources: Sources, stored: str) -> None:
    _headings(region, stored)
    with pytest.raises(PaperError, match="De rubrieken van de nota’s van .*Kortrijk"):
        _memo(region, sources)


def _headings(region: SmallRegion, stored: str) -> None:
    with region.store.write("") as work:
        patch(work, BODY_KINDS["body"], region.colleges["Kortrijk"], None, {"note_headings": stored})


def test_each_college_reads_its_own_only(region: SmallRegion, sources: Sources) -> None:
    memos = build_memos(sources, region.ibo)
    assert len(memos) == 13
    towns = {college: town for town, college in region.colleges.items()}
    for college, memo in memos:
        told = to_json(memo)
        assert SECRET not in told
        for other in region.colleges:
            own = other == towns[college]
            assert (f"Eigen antwoord van {other}:" in told) == own
            assert (f"Eigen gevolg van {other}:" in told) == own
            assert (f"Eigen raming van {other} " in told) == own
            assert (f"eigen voorwaarde van {other}" in told) == own


def test_the_law_article_of_other_meetings_is_no_legal_ground(region: SmallRegion, sources: Sources) -> None:
    told = to_json(_memo(region, sources)) + to_json(_memo(region, sources, "Kortrijk", region.vrr))
    assert "artikel 8" not in told.lower()
    assert "regiodecreet" not in told.lower()


def test_a_postponed_answer_asks_again(region: SmallRegion, sources: Sources) -> None:
    with region.store.write("Tweede ronde") as work:
        work.add(
            FeedbackRound(
                item_id=region.fietsbrug,
                college_id=region.colleges["Menen"],
                side=Side.AFTER,
                number=2,
                question=Question.MANDATE,
                answer_by=date(2026, 12, 16),
            )
        )
    item = _memo(region, sources, "Menen").asked[0]
    assert (item.question, item.answer_by) == ("mandaat", "16 december 2026")


def test_an_unknown_college_is_refused(region: SmallRegion, sources: Sources) -> None:
    with pytest.raises(NotFoundError):
        build_memo(sources, region.ibo, uuid4())
