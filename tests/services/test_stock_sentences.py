"""A body's own sentences: written, taken back, refused where they say too much, and used by slash lines."""

import pytest

from ibo_desk.data.store import Store
from ibo_desk.domain.bodies import ItemType, Outcome, TransportLayer
from ibo_desk.domain.errors import InvalidValueError, NotFoundError, UserError
from ibo_desk.domain.sentence_keys import SentenceKey
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.stock_sentences import Sentences
from ibo_desk.services.keeping.history import History
from ibo_desk.services.slash.slash import Slash
from ibo_desk.services.words import sentence
from tests.services.region import Region

NOTED, CONCLUDED = SentenceKey.NOTED, SentenceKey.CONCLUDED


@pytest.fixture
def sentences(store: Store) -> Sentences:
    return Sentences(store)


def refused(sentences: Sentences, region: Region, key: SentenceKey, text: str) -> str:
    with pytest.raises(UserError) as told:
        sentences.set_text(region.bodies["IBO"], key, text)
    assert "{body}" not in sentence(told.value)
    return sentence(told.value)


@pytest.mark.long
def test_a_body_writes_its_own_and_emptied_the_house_speaks_again(
    region: Region, sentences: Sentences
) -> None:
    ibo = region.bodies["IBO"]
    item = region.agenda.item(region.item(item_type=ItemType.INFORMATION))
    assert sentences.of(ibo).of_item(item) == "De aanwezigen nemen kennis van dit punt."
    sentences.set_text(ibo, NOTED, " {overleg} neemt op {datum} akte van “{punt}”. ")
    assert region.labels()[-1] == "Standaardzin van IBO voor “kennisname” toegevoegd"
    assert sentences.of(ibo).of_item(item) == "Het IBO neemt op 11 december 2026 akte van “Fietsbrug”."
    sentences.set_text(ibo, NOTED, "De partners nemen akte.")
    assert sentences.of(ibo).own == {NOTED: "De partners nemen akte."}
    assert sentences.of(region.bodies["CvB"]).own == {}
    sentences.set_text(ibo, NOTED, "")
    sentences.set_text(ibo, NOTED, "")
    assert sentences.of(ibo).own == {}
    History(region.store).undo()
    assert sentences.of(ibo).own == {NOTED: "De partners nemen akte."}
    sentences.set_text(ibo, NOTED, "")
    sentences.set_text(ibo, NOTED, "Opnieuw.")
    assert sentences.of(ibo).own == {NOTED: "Opnieuw."}
    with pytest.raises(NotFoundError):
        sentences.of(region.item())


@pytest.mark.long
def test_where_something_is_chosen_only_an_opening_is_offered(region: Region, sentences: Sentences) -> None:
    def offered(body: str, **values: object) -> str:
        item = region.agenda.item(region.item(region.meeting(body), **values))
        return sentences.of(region.bodies[body]).of_item(item)

    core = {"item_type": ItemType.ADVICE, "transport_layer": TransportLayer.CORE}
    net = {"item_type": ItemType.DECISION, "transport_layer": TransportLayer.SUPPLEMENTARY}
    assert offered("IBO") == "De partners komen tot volgende conclusie:"
    assert offered("VRR", **core) == "De VRR Proefstreek geeft volgend advies:"
    assert offered("VRR", **net) == "De VRR Proefstreek neemt volgende beslissing:"
    plan = {"item_type": ItemType.DECISION, "transport_layer": TransportLayer.MOBILITY_PLAN}
    assert "definitief vast" in offered("VRR", **plan, plan_step="definitive")
    assert "voorlopig vast" in offered("VRR", **plan, plan_step="provisional")


def test_a_sentence_says_no_more_than_the_body_may(region: Region, sentences: Sentences) -> None:
    told = refused(sentences, region, CONCLUDED, "Het IBO beslist het volgende:")
    assert told.startswith("Dit leest als een beslissing (“Het IBO beslist het volgende:”)")
    assert "accolades" in refused(sentences, region, NOTED, "{orgaan} neemt akte.")
    assert "beslissing" in refused(sentences, region, SentenceKey.DECIDED, "Er wordt beslist:")
    assert refused(sentences, region, NOTED, "x" * 501).startswith("Tekst")
    assert sentences.of(region.bodies["IBO"]).own == {}
    assert region.count("body_sentence") == 0


@pytest.mark.long
def test_a_slash_line_alone_uses_the_sentence_where_nothing_is_chosen(region: Region) -> None:
    slash = Slash(region.store, Agenda(region.store).conclude)
    noted = region.item(item_type=ItemType.INFORMATION)
    made = slash.apply(noted, "/conclusie")
    row = region.agenda.item(noted)
    assert (made.text, row.conclusion, row.outcome) == ("Kennisname genoteerd", "", Outcome.NOTED)
    concluded = region.item(region.meeting(on=row.meeting_on))
    with pytest.raises(InvalidValueError) as empty:
        slash.apply(concluded, "/conclusie")
    assert empty.value.code == "slash_without_text"
    assert region.agenda.item(concluded).treatment is Treatment.OPEN
    region.records.patch("agenda_item", concluded, None, {"conclusion": "Eens."})
    slash.apply(concluded, "/conclusie")
    assert region.agenda.item(concluded).conclusion == "Eens."
