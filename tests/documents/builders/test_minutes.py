"""Minutes of the IBO conclude; what was noted of the VRR says what kind of outcome it was, and by whom."""

from datetime import date, time

from ibo_desk.documents.builders.agenda import build_agenda
from ibo_desk.documents.builders.minutes import build_minutes
from ibo_desk.documents.builders.text_hash import item_text_hash
from ibo_desk.documents.content import Minutes
from ibo_desk.documents.content_json import digest, to_json
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.rich_text import as_text
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import ItemType, Outcome, PlanStep, TransportLayer
from ibo_desk.domain.engagements import EngagementKind
from ibo_desk.domain.sentence_keys import SentenceKey
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.agenda.agenda import RECORD_TYPES
from ibo_desk.services.base.records import patch
from ibo_desk.services.parties.bodies import RECORD_TYPES as BODY_KINDS
from ibo_desk.services.words.format import money
from tests.documents.builders.small_region import SECRET, SmallRegion, amount_of


def test_the_ibo_concludes_and_never_decides(region: SmallRegion, sources: Sources) -> None:
    minutes = build_minutes(sources, region.ibo)
    assert [item.outcome_label for item in minutes.items] == ["Goedkeuring", "Conclusie", "Conclusie"]
    assert as_text(minutes.items[0].outcome) == "Het verslag is goedgekeurd."
    assert "eslissing" not in to_json(minutes)


def test_title_block_attendance_and_signatures(region: SmallRegion, sources: Sources) -> None:
    minutes = build_minutes(sources, region.ibo)
    assert (minutes.head.title, minutes.head.status) == ("Verslag", "Ontwerp")
    assert minutes.chairs == ("Roos Rozenblad",)
    assert minutes.opened == "De voorzitter opent de vergadering om 14:00 uur."
    assert minutes.closed == "De voorzitter sluit de vergadering om 16:10 uur."
    there = {group.label: [row.organisation for row in group.rows] for group in minutes.attendance}
    assert there["Aanwezig"] == ["Kortrijk"]
    assert there["Verontschuldigd"] == ["Harelbeke"]
    assert [(line.role, line.name) for line in minutes.signatures] == [
        ("Voorzitter", "Roos Rozenblad"),
        ("Verslaggever", "Wannes Wilg"),
    ]
    assert minutes.next_meeting == "vrijdag 18 december 2026 om 14:00 uur, Leiedal, Kortrijk"
    assert minutes.feedback_to == ("De colleges van burgemeester en schepenen van de 13 gemeenten",)


def test_positions_that_only_the_secretariat_knows_stay_out(region: SmallRegion, sources: Sources) -> None:
    item = build_minutes(sources, region.ibo).items[1]
    assert [(row.organisation, row.stance, row.text) for row in item.positions] == [
        ("Kuurne", "voorbehoud", "Vreest sluipverkeer.")
    ]


def test_who_was_away_at_an_item_is_said_there(region: SmallRegion, sources: Sources) -> None:
    line = next(row for row in sources.meetings.attendance(region.ibo) if row.organisation == "Kortrijk")
    second = sources.agenda.items(region.ibo)[1]
    sources.meetings.set_away(second.id, {line.id})
    printed = build_minutes(sources, region.ibo).items
    assert as_text(printed[1].discussion).startswith("Niet aanwezig bij dit punt: Kortrijk.")
    assert "Niet aanwezig" not in as_text(printed[0].discussion)
    with region.store.write("test") as work:
        patch(work, RECORD_TYPES["agenda_item"], second.id, None, {"discussion": ""})
    quiet = build_minutes(sources, region.ibo).items[1]
    assert not quiet.discussion, "no heading for a discussion that there was not"
    assert as_text(quiet.introduction).endswith("Niet aanwezig bij dit punt: Kortrijk.")


def test_thirteen_councils_stand_on_one_line(region: SmallRegion, sources: Sources) -> None:
    councils, process = build_minutes(sources, region.ibo).items[1].referrals
    assert councils.to == "Gemeenteraden van de 13 gemeenten"
    assert councils.planned == "25 januari 2027"
    assert process.to == "Eigen proces van de regionale actie ‘Vervoerregio Kortrijk’"


def test_each_share_is_minuted_with_its_own_amount(region: SmallRegion, sources: Sources) -> None:
    minutes = build_minutes(sources, region.ibo)
    shares = minutes.items[2].engagements
    assert len(shares) == 14
    menen = next(share for share in shares if share.partner == "Menen")
    assert menen.amount == money(amount_of("Menen")) + " (budgetjaar 2027)"
    assert menen.conditions == "eigen voorwaarde van Menen; voorzien in meerjarenplan: na te gaan"
    assert menen.due == "20 juni 2027"
    assert minutes.engagements == (), "the body did not ask to repeat them"


def test_partners_that_give_the_same_stand_on_one_line(region: SmallRegion, sources: Sources) -> None:
    everyone = [*region.towns.values(), sources.organisations.find("Provincie West-Vlaanderen")]
    sources.engagements.add(
        {"what": "Lijst bezorgen", "item_id": region.fietsbrug},
        everyone,
        share={"kind": EngagementKind.KNOWLEDGE},
    )
    found = [
        row for row in build_minutes(sources, region.ibo).items[1].engagements if row.what == "Lijst bezorgen"
    ]
    assert [row.partner for row in found] == ["de 13 gemeenten en Provincie"]


def test_an_engagement_without_partner_is_minuted_as_such(region: SmallRegion, sources: Sources) -> None:
    sources.engagements.add({"what": "Datum prikken", "item_id": region.fietsbrug}, [])
    found = build_minutes(sources, region.ibo).items[1].engagements
    assert [row.partner for row in found if row.what == "Datum prikken"] == ["nog te bepalen"]


def test_nothing_of_the_secretariat_is_minuted(region: SmallRegion, sources: Sources) -> None:
    assert SECRET not in to_json(build_minutes(sources, region.ibo))


def test_the_public_reads_no_items_of_participants(region: SmallRegion, sources: Sources) -> None:
    minutes = build_minutes(sources, region.ibo, Audience.PUBLIC)
    assert minutes.items == ()
    assert minutes.head.audience == "Openbaar"


def test_approval_takes_the_draft_away(region: SmallRegion, sources: Sources) -> None:
    minutes = build_minutes(sources, region.ibo, approved_on=date(2026, 12, 18))
    assert minutes.head.status == "Goedgekeurd op 18 december 2026"


def test_the_vrr_advises_decides_and_takes_note(region: SmallRegion, sources: Sources) -> None:
    minutes = build_minutes(sources, region.vrr)
    assert [(item.layer, item.outcome_label) for item in minutes.items] == [
        ("kernnet", "Advies"),
        ("aanvullend net", "Beslissing"),
        ("treinnet", "Kennisname"),
    ]


def test_a_split_advice_names_who_dissents_on_which_part(region: SmallRegion, sources: Sources) -> None:
    item = build_minutes(sources, region.vrr).items[0]
    assert [(row.organisation, row.stance, row.text) for row in item.positions] == [
        ("Avelgem", "niet akkoord", "over lijn 2: Verliest de halte Kerkhove."),
        ("Kortrijk", "akkoord", "over lijn 1"),
        ("Spiere-Helkijn", "niet akkoord", "over lijn 2: Verliest de avondritten."),
    ]


def test_minutes_of_another_secretariat_are_not_ours(region: SmallRegion, sources: Sources) -> None:
    minutes = build_minutes(sources, region.vrr)
    assert minutes.head.title == "Overzicht van de vergadering"
    assert minutes.head.status == "Niet het officiële verslag"
    assert minutes.head.author == "Secretariaat van het IBO"
    assert minutes.notice.startswith(
        "Het officiële verslag van deze vergadering wordt opgemaakt door Departement MOW."
    )
    assert minutes.signatures == ()


def test_a_cross_check_goes_back_to_who_asked(region: SmallRegion, sources: Sources) -> None:
    with region.store.write("") as work:
        patch(work, RECORD_TYPES["agenda_item"], region.fietsbrug, None, {"cross_check_for_id": region.bus})
    assert build_minutes(sources, region.ibo).feedback_to[-1] == "De Vervoerregioraad Kortrijk"


def test_a_body_prints_its_own_sentence_and_locked_minutes_keep_what_they_held(
    region: SmallRegion, sources: Sources
) -> None:
    body = sources.meetings.row(region.ibo).body_id
    sources.sentences.set_text(body, SentenceKey.APPROVED, "{overleg} keurt het verslag goed.")
    sources.sentences.set_text(body, SentenceKey.POSTPONED, "“{punt}” wordt hernomen.")
    with region.store.write("") as work:
        patch(work, RECORD_TYPES["agenda_item"], region.fietsbrug, None, {"treatment": Treatment.POSTPONED})

    def printed() -> list[str]:
        content = Papers(region).preview(PaperRequest("minutes", meeting_id=region.ibo))
        assert isinstance(content, Minutes)
        return [as_text(item.outcome) for item in content.items[:2]]

    own = ["Het IBO keurt het verslag goed.", "“Fietsbrug & minder hinder: de fasering” wordt hernomen."]
    assert printed() == own
    content = Papers(region).minutes_to_approve(region.ibo, date(2026, 12, 18))
    sources.meetings.lock(region.ibo, to_json(content), digest(content), date(2026, 12, 18))
    for key in (SentenceKey.APPROVED, SentenceKey.POSTPONED):
        sources.sentences.set_text(body, key, "Iets anders.")
    assert printed() == own


def test_the_step_of_the_plan_stands_with_layer_heading_and_article(
    region: SmallRegion, sources: Sources
) -> None:
    net = next(one for one in sources.agenda.items(region.vrr) if one.outcome is Outcome.DECIDED)
    plan = {"transport_layer": TransportLayer.MOBILITY_PLAN, "plan_step": PlanStep.DEFINITIVE}
    with region.store.write("") as work:
        patch(work, RECORD_TYPES["agenda_item"], net.id, None, plan)
    item = build_minutes(sources, region.vrr).items[1]
    assert (item.layer, item.outcome_label) == (
        "regionaal mobiliteitsplan, definitieve vaststelling",
        "Definitieve vaststelling",
    )
    assert build_agenda(sources, region.vrr).items[1].layer == item.layer
    before = item_text_hash(sources.agenda.item(net.id))
    with region.store.write("") as work:
        patch(work, RECORD_TYPES["agenda_item"], net.id, None, {"plan_step": PlanStep.PROVISIONAL})
    assert item_text_hash(sources.agenda.item(net.id)) != before


def test_what_was_not_treated_is_said_and_a_type_is_not_said_twice(
    region: SmallRegion, sources: Sources
) -> None:
    for title in ("Varia", "Nog te doen"):
        sources.agenda.add(region.ibo, {"title": title, "item_type": ItemType.ANY_OTHER_BUSINESS})
    varia, left = build_minutes(sources, region.ibo).items[-2:]
    assert [(item.outcome_label, as_text(item.outcome)) for item in (varia, left)] == [
        ("Behandeling", "Niet behandeld.")
    ] * 2
    assert (varia.type, left.type) == ("", "varia")
    sources.agenda.conclude(sources.agenda.items(region.ibo)[-1].id, "Volgende keer.")
    assert as_text(build_minutes(sources, region.ibo).items[-1].outcome) == "Volgende keer."


def test_a_body_may_want_its_engagements_and_referrals_repeated(
    region: SmallRegion, sources: Sources
) -> None:
    assert (build_minutes(sources, region.ibo).engagements, build_minutes(sources, region.ibo).referrals) == (
        (),
        (),
    )
    with sources.store.write("") as work:
        body = sources.agenda.items(region.ibo)[0].body_id
        patch(work, BODY_KINDS["body"], body, None, {"prints_overviews": True})
    minutes = build_minutes(sources, region.ibo)
    assert minutes.engagements == tuple(share for item in minutes.items for share in item.engagements)
    assert minutes.referrals == tuple(referral for item in minutes.items for referral in item.referrals)
    assert minutes.engagements


def test_minutes_follow_the_course_of_the_meeting(region: SmallRegion, sources: Sources) -> None:
    """Items in the order in which they were taken up, with their numbers; breaks, and the hours as they were."""
    first, second, third = (item.id for item in sources.agenda.items(region.ibo)[:3])
    sources.meetings.open(region.ibo, time(14, 2))
    for item, hour in ((first, time(14, 3)), (third, time(14, 5)), (second, time(15, 20))):
        sources.meetings.take_up(item, hour)
    sources.meetings.suspend(region.ibo, time(15, 10), time(15, 20))
    sources.agenda.end(second, Treatment.POSTPONED, "de cijfers ontbreken.")
    with region.store.write("") as work:
        text = "/engagement burgemeester van X: cijfers\n/intern personeel"
        patch(work, RECORD_TYPES["agenda_item"], third, None, {"discussion": text})
    sources.meetings.close(region.ibo, time(16, 20))
    printed = build_minutes(sources, region.ibo)
    assert [item.number for item in printed.items] == ["1", "3", "2"]
    assert (printed.opened, printed.closed) == (
        "De voorzitter opent de vergadering om 14:02 uur.",
        "De voorzitter sluit de vergadering om 16:20 uur.",
    )
    assert as_text(printed.items[1].discussion) == "Engagement: burgemeester van X: cijfers"
    assert as_text(printed.items[2].discussion).startswith(
        "De vergadering werd geschorst van 15:10 tot 15:20."
    )
    assert as_text(printed.items[2].outcome).endswith("Reden: de cijfers ontbreken.")


def test_items_treated_together_say_so_both(region: SmallRegion, sources: Sources) -> None:
    first, second = sources.agenda.items(region.ibo)[1:3]
    sources.agenda.join(second.id, first.id)
    items = build_minutes(sources, region.ibo).items
    assert as_text(items[1].discussion).startswith("Samen behandeld met punt 3.")
    assert as_text(items[2].outcome).startswith("Samen behandeld met punt 2.")
