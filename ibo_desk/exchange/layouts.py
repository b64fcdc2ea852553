"""The lists we know, as data: which headings stand for which field; and a list as it was found in a sheet."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from ibo_desk.domain.due import day_in_figures, day_in_words
from ibo_desk.domain.names import fold
from ibo_desk.exchange.list_fields import FIELDS
from ibo_desk.exchange.workbook import SourceRow

_EXPECTED = re.compile(
    r"\b(?:raming|geraamd|prognose|verwacht|gepland|begroot|doel)\w*"
)  # no measurement of a year


@dataclass(frozen=True)
class Layout:
    """A kind of list; ``needed`` fields must have a heading before a sheet counts as one, of ``some`` two of them."""

    name: str
    headings: Mapping[str, tuple[str, ...]]
    needed: frozenset[str]
    told_by_headings: bool = True  # else its headings are those of another kind too, and its shape tells
    some: frozenset[str] = frozenset()
    at_least: int = 2  # of ``some``
    alone: bool = True  # what is needed is enough, once somebody said that it is such a list
    day_above: bool = False  # each row has its "date", or all have the day that stands above the headings

    @cached_property
    def exact(self) -> frozenset[str]:
        """Fields whose heading must be a known one: a year or a municipality stands among other words all too often."""
        return frozenset(name for name in self.headings if name not in FIELDS)

    @cached_property
    def _folded(self) -> Mapping[str, tuple[str, ...]]:
        return {name: tuple(map(fold, known)) for name, known in self.headings.items()}

    def usual(self, name: str, heading: str) -> int:
        """How usual a heading is for a field, of those that are known: 0 is the most usual."""
        return self._folded[name].index(heading_words(heading))

    def fits(self, headings: Collection[str], *, said: bool = False) -> bool:
        """Whether the headings that were found make it a list of this kind; ``said`` where somebody says it is one."""
        if said:
            return self.needed <= set(headings) and (self.alone or bool(self.some.intersection(headings)))
        return self.needed <= set(headings) and len(self.some.intersection(headings)) >= min(
            self.at_least, len(self.some)
        )

    def fields_of(self, heading: str) -> tuple[str, ...]:
        """The fields that a heading may stand for: "Ingebracht door CvB (j/n)" → "prepared".

        Where there are several ("Wanneer"), what stands below decides.
        """
        words = heading_words(heading)
        names = tuple(name for name, known in self._folded.items() if words in known)
        is_expected = any(name.isdigit() for name in names) and _EXPECTED.search(fold(heading))
        return () if is_expected else names

    def field_of(self, heading: str) -> str | None:
        """The first of them."""
        return next(iter(self.fields_of(heading)), None)


def heading_words(heading: str) -> str:
    """A heading as headings are compared: without what stands in brackets, nor the sign of a question."""
    return fold(heading).split("(")[0].strip(" .:*?!…")


# fmt: off
ACTIONS = Layout(
    "actions",
    {
        "number": ("nr", "nummer", "nr actie", "actienr", "#", "volgnr"),
        "title": ("regionale actie", "actie", "titel", "titel actie", "naam actie", "regionale acties", "project",
            "projecten", "projectnaam", "naam project", "naam van het project", "naam van de actie", "maatregel",
            "initiatief"),
        "line": ("krachtlijn", "krachtlijnen", "strategische lijn", "strategische krachtlijn", "thema"),
        "lead": ("trekker", "trekkers", "trekker/verantwoordelijke", "verantwoordelijke", "getrokken door",
            "wie trekt", "trekkende partner", "initiatiefnemer", "leiding"),
        "partners": ("partners", "partner", "betrokken partners", "betrokkenen", "wie", "mee aan tafel",
            "wie doet mee", "met wie", "wie is betrokken", "betrokken besturen", "betrokken gemeenten", "deelnemers",
            "deelnemende partners", "deelnemende gemeenten", "actoren", "betrokken actoren"),
        "engagement": ("engagement", "engagementen", "afspraak", "afspraken", "wat", "toezegging", "toezeggingen",
            "belofte", "wat wordt beloofd", "wat beloofd", "wat werd beloofd", "wat is afgesproken",
            "wat afgesproken", "actiepunt", "actiepunten", "taak", "taken", "te doen", "wat moet er gebeuren",
            "opvolgpunt", "opvolgpunten"),
        "due": ("deadline", "tegen", "timing", "termijn", "uiterlijk", "tegen wanneer", "wanneer", "einddatum",
            "einde", "streefdatum", "uit te voeren tegen", "te realiseren tegen", "klaar tegen", "wanneer klaar",
            "tegen wanneer klaar", "op te leveren tegen", "oplevering", "af tegen", "uiterste datum", "vervaldag",
            "klaar"),
        "status": ("status", "stand", "toestand", "fase", "hoever staan we", "hoe ver staan we", "hoever staat het",
            "hoe ver staat het", "afgewerkt", "klaar"),
        "progress": ("stand van zaken", "voortgang", "svz", "laatste stand van zaken", "stavaza", "hoever staan we",
            "hoe ver staan we", "hoever staat het", "hoe ver staat het", "hoe staat het ermee", "waar staan we",
            "laatste nieuws", "opvolging"),
        "discussed": ("laatst besproken", "besproken op", "laatste bespreking"),
        "remarks": ("opmerkingen", "opmerking", "nota", "toelichting", "bemerkingen", "commentaar", "bemerking",
            "extra info"),
        "summary": ("omschrijving", "beschrijving", "samenvatting", "inhoud", "waarover gaat het", "waarover",
            "wat houdt het in", "korte omschrijving", "doelstelling"),
        "amount": ("bedrag", "bedragen", "budget", "€", "euro", "financiële inbreng", "inbreng", "bijdrage", "inzet"),
        "staff": ("vte", "vte's", "vte’s", "fte", "personeel", "personeelsinzet"),
    },
    frozenset({"title"}),
    some=frozenset({"engagement", "lead", "line"}),
    at_least=1,
)
AGENDA = Layout(
    "agenda",
    {
        "date": ("datum", "datum vergadering", "vergadering", "zitting", "wanneer", "dag", "moment", "op",
            "datum overleg", "datum van het overleg", "datum van de vergadering", "vergaderdatum", "vergaderdag",
            "welke vergadering"),
        "body": ("orgaan", "overleg", "overlegorgaan", "welk overleg", "voor welk overleg", "op welk overleg",
            "vergadering", "welke vergadering", "gremium"),
        "number": ("nr", "nummer", "volgnr", "agendapunt nr", "puntnr", "#"),
        "title": ("punt", "agendapunt", "onderwerp", "omschrijving", "titel", "agendapunten", "punten",
            "bespreekpunt", "te bespreken", "waarover", "gespreksonderwerp", "agenda"),
        "prepared": ("ingebracht door cvb", "via cvb", "cvb", "voorbereid door cvb", "ingebracht door"),
        "type": ("type", "soort", "aard", "doel", "wat verwachten we", "verwachting", "te doen", "gevraagd",
            "wat wordt gevraagd", "aard van het punt", "soort punt", "doelstelling"),
        "minutes": ("duur", "tijd", "timing", "minuten", "hoelang", "hoe lang", "duurtijd", "tijdsduur", "spreektijd",
            "voorziene tijd", "voorziene duur", "min"),
        "attachments": ("bijlage", "bijlagen", "stukken", "documenten", "nota", "nota's", "documentatie"),
    },
    frozenset({"title"}),
    some=frozenset({"date", "type", "minutes", "attachments"}),
    at_least=1,
    day_above=True,
)
MEETINGS = Layout(
    "meetings",
    {
        "date": (*AGENDA.headings["date"], "data", "vergaderdata"),
        "body": (*AGENDA.headings["body"], "wat", "soort overleg", "type overleg", "soort vergadering",
            "overlegmoment", "wie vergadert"),
        "starts": ("uur", "uren", "aanvang", "aanvangsuur", "beginuur", "begin", "start", "startuur", "tijdstip",
            "tijd", "hoe laat", "van"),
        "ends": ("einde", "einduur", "tot"),
        "place": ("plaats", "waar", "locatie", "zaal", "vergaderplaats", "plaats vergadering"),
    },
    frozenset({"date"}),
    some=frozenset({"body", "starts", "place"}),
    alone=False,
)
ENGAGEMENTS = Layout(
    "engagements",
    {
        "partner": (*ACTIONS.headings["partners"], "wie belooft", "organisatie", "engagementhouder", "gemeente",
            "bestuur", "stad/gemeente", "stad of gemeente", "wie doet het", "wie doet dit", "wie neemt op",
            "wie engageert zich", "uitvoerder", "uitvoerders", "door wie", "verantwoordelijke"),
        "lead": tuple(word for word in ACTIONS.headings["lead"] if word != "verantwoordelijke"),
        "contact": ("contactpersoon", "contact", "contactpersonen"),
        "engagement": ACTIONS.headings["engagement"],
        "action": ("actie", "regionale actie", "actienr", "nr actie", "project", "bij welke actie", "hoort bij"),
        "source": ("bron", "vergadering", "gemaakt op", "afgesproken op", "afgesproken in", "overleg",
            "uit welk overleg", "welk overleg"),
        **{
            name: ACTIONS.headings[name]
            for name in ("due", "status", "progress", "discussed", "remarks", "amount", "staff")
        },
    },
    frozenset({"partner", "engagement"}),
    told_by_headings=False,
)
OF_THE_LIST = ("stand op", "stand van", "versie", "bijgewerkt")  # before the day of the list itself
_REFERENCE = re.compile(r"(?:(?:ra|actie|nr|a|r)[\s.:-]*)?\d+(?:[.\-]\d+)*[a-z]?\.?")
FEEDBACK = Layout(
    "feedback",
    {
        "title": ("agendapunt", "punt", "onderwerp", "terugkoppeling", "terugkoppeling cbs",
            "terugkoppeling colleges", "titel"),
        "number": ("nr", "nummer", "volgnr", "puntnr", "#"),
        "date": ("datum", "datum vergadering", "vergadering", "overleg"),
    },
    frozenset({"title"}),
    alone=False,
)


def feedback_layout(colleges: Mapping[str, tuple[str, ...]]) -> Layout:
    """A matrix item × college: a column for each college, known by the names of its municipality (field → names)."""
    return replace(FEEDBACK, headings={**FEEDBACK.headings, **colleges}, some=frozenset(colleges))


TOPICS = Layout(
    "topics",
    {
        "title": ("onderwerp", "titel", "thema", "topic", "punt", "voorstel", "agendapunt", "bespreekpunt",
            "te bespreken", "waarover", "idee", "ideeen"),
        "summary": ("toelichting", "omschrijving", "samenvatting", "inhoud", "korte toelichting", "waarom",
            "waarom nu", "aanleiding", "motivering", "context"),
        "action": ENGAGEMENTS.headings["action"],
        "brought_by": ("ingebracht door", "indiener", "aangebracht door", "ingediend door", "vraag van",
            "wie vraagt dit", "wie vraagt het", "aanvrager", "inbrenger", "door wie", "voorgesteld door",
            "wie brengt aan", "gevraagd door"),
        "submitted": ("ingediend op", "datum", "aangebracht op", "datum indiening", "gevraagd op", "datum aanvraag",
            "binnengekomen op"),
        "phase": ("fase", "status", "stand"),
        "still_open": ("nog te beïnvloeden", "nog te beinvloeden", "ruimte voor inbreng"),
    },
    frozenset({"title"}),
    some=frozenset({"summary", "brought_by", "submitted", "phase", "still_open", "action"}),
)
PEOPLE = Layout(
    "people",
    {
        "name": ("naam", "naam en voornaam", "voornaam en naam", "achternaam", "familienaam", "mandataris", "persoon",
            "wie", "volledige naam", "naam vertegenwoordiger", "naam mandataris", "naam lid", "wie zetelt"),
        "first": ("voornaam",),
        "function": ("functie", "mandaat", "rol", "titel", "ambt", "taak", "job"),
        "organisation": ("organisatie", "gemeente", "bestuur", "stad/gemeente", "werkgever", "voor wie", "partner",
            "stad of gemeente", "lokaal bestuur", "besturen", "dienst", "entiteit", "namens", "namens wie",
            "vertegenwoordigt", "van waar", "van"),
        "body": ("orgaan", "overlegorgaan", "overleg", "zetelt in", "raad", "zit in", "in welk overleg",
            "neemt deel aan", "lid van", "overleggen"),
        "capacity": ("hoedanigheid", "effectief/plaatsvervanger", "effectief of plaatsvervanger"),
        "email": ("e-mail", "email", "mail", "e-mailadres", "mailadres"),
        "phone": ("telefoon", "tel", "gsm", "telefoonnummer", "gsm-nummer", "gsm nummer", "gsm/telefoon",
            "telefoon/gsm", "mobiel", "telefoonnr", "tel.nr"),
        "since": ("vanaf", "van", "sinds", "start", "begin", "startdatum", "begindatum", "sedert", "in functie sinds",
            "mandaat sinds"),
        "until": ("tot", "tot en met", "t/m", "einde", "einddatum", "tem"),
    },
    frozenset({"name"}),
    some=frozenset({"function", "organisation", "body", "capacity", "email", "phone"}),
)
CALENDARS = Layout(
    "calendars",
    {
        "college": ("college", "gemeente", "stad/gemeente", "bestuur", "schepencollege", "cbs", "stad of gemeente",
            "lokaal bestuur", "welk college", "college van", "gemeentebestuur"),
        "weekday": ("zittingsdag", "dag", "collegedag", "vaste dag", "weekdag", "dag cbs", "dag college", "wanneer",
            "wanneer college", "wanneer zetelt het college", "zetelt op", "vergadert op", "vergaderdag",
            "komt samen op"),
        "rhythm": ("ritme", "frequentie", "hoe vaak"),
        "fortnights": ("vanaf", "geteld vanaf", "te beginnen op", "eerste zitting", "eerste zittingsdag"),
        "submit": ("indientermijn", "stukken indienen", "stukken binnen", "dagen vooraf", "nota binnen", "aanleveren",
            "indienen tegen", "indienen voor", "nota indienen", "nota's binnen", "nota's binnen tegen",
            "nota binnen tegen", "uiterste indiening", "uiterlijk indienen", "indiendatum", "deadline indienen",
            "deadline nota's", "deadline nota", "stukken tegen"),
        "on": ("datum", "zitting", "zittingen", "zittingsdata", "data", "datum zitting", "collegezitting", "wanneer",
            "dag", "moment", "op", "zittingsdag", "collegedag", "dag college", "dag cbs", "vergaderdag",
            "datum college", "datum cbs", "collegedatum", "collegedata", "datum vergadering", "vergaderdatum",
            "vergaderdata", "zetelt op", "vergadert op"),
        "kind": ("wat", "soort", "opmerking", "aard", "welke zitting"),
        "first": ("reces van", "van", "eerste dag"),
        "last": ("reces tot", "tot", "tot en met", "laatste dag"),
        "label": ("reces", "reden", "vakantie", "naam"),
    },
    frozenset({"college"}),
    some=frozenset({"weekday", "rhythm", "submit", "on", "first", "last"}),
    at_least=1,
    alone=False,
)
INDICATORS = Layout(
    "indicators",
    {
        "action": (*ENGAGEMENTS.headings["action"], "nr"),
        "indicator": ("indicator", "indicatoren", "cijfer", "meetpunt", "kengetal", "wat meten we",
            "wat wordt gemeten", "wat meten", "maatstaf", "indicatornaam"),
        "unit": ("eenheid", "eenh", "meeteenheid", "uitgedrukt in", "in", "maat", "gemeten in"),
        "baseline": ("nulmeting", "beginwaarde", "uitgangswaarde", "basis", "startwaarde", "beginstand"),
        "baseline_on": ("nulmeting op", "datum nulmeting", "jaar nulmeting", "begindatum"),
        "target": ("doel", "doelwaarde", "streefwaarde", "streefdoel", "streefcijfer", "target", "ambitie"),
        "target_on": ("doel tegen", "tegen", "doeljaar", "jaar doel", "streefdatum", "te halen tegen"),
        "on": ("datum", "meetdatum", "gemeten op", "op", "jaar", "meetmoment", "wanneer", "wanneer gemeten",
            "moment"),
        "value": ("waarde", "meting", "resultaat", "stand", "gemeten waarde"),
        "note": ("opmerking", "bron", "toelichting", "nota", "van waar", "herkomst", "databron"),
        **{str(year): (str(year), f"meting {year}", f"waarde {year}") for year in range(1990, 2101)},
    },
    frozenset({"indicator"}),
    some=frozenset({"action", "unit", "on", "value", "baseline", "target", *map(str, range(1990, 2101))}),
)
# fmt: on
LAYOUTS: Mapping[str, Layout] = {
    layout.name: layout
    for layout in (ACTIONS, AGENDA, MEETINGS, ENGAGEMENTS, FEEDBACK, TOPICS, PEOPLE, CALENDARS, INDICATORS)
}


@dataclass(frozen=True)
class Table:
    """A list found in a sheet: where each field stands, the rows under the headings, what stood above them."""

    sheet: str
    layout: Layout
    columns: Mapping[str, int]
    rows: tuple[SourceRow, ...]
    above: tuple[SourceRow, ...]
    unread: tuple[str, ...]
    hidden: tuple[str, ...] = ()  # headings of columns that are read and hidden
    headings: Mapping[int, str] = field(default_factory=dict)  # what stands above each column
    guessed: Mapping[str, str] = field(default_factory=dict)  # field → heading that only looks like it
    remembered: bool = False  # read as it was the last time
    skipped: frozenset[int] = frozenset()  # rows that somebody left out
    ditto: tuple[str, ...] = ()  # cells that say "the same as above", as "C7"

    def text(self, row: SourceRow, name: str) -> str:
        return row.text(self.columns.get(name))

    def day(self, row: SourceRow, name: str) -> date | None:
        """The day in a date cell, or written out in figures with its year, as lists without types hold it."""
        at = self.columns.get(name)
        value = None if at is None else row.cells.get(at)
        return value if isinstance(value, date) else day_in_figures(value) if isinstance(value, str) else None


def is_engagement_list(table: Table) -> bool:
    """Whether what looks like an action list is one of engagements: a row for each promise, its action beside it.

    Then the action is only referred to, comes after who promised what, or a contact person stands with it.
    """
    if table.layout is not ACTIONS:
        return False
    at = table.columns
    if "engagement" not in at:
        return False
    titles = [fold(text) for row in table.rows if (text := table.text(row, "title"))]
    if titles and all(_REFERENCE.fullmatch(title) for title in titles):
        return True
    giver = at.get("partners")
    if at["engagement"] < at["title"] or (giver is not None and giver < at["title"]):
        return True
    beside = {ENGAGEMENTS.field_of(heading) for heading in table.unread}
    return "number" not in at and bool(beside & {"contact", "source"})


def is_topic_list(table: Table) -> bool:
    """Whether what looks like an action list is one of topics: its themes were brought in by somebody."""
    beside = {TOPICS.field_of(heading) for heading in table.unread}
    return (
        table.layout is ACTIONS
        and "line" in table.columns
        and not table.columns.keys() & {"engagement", "lead"}
        and bool(beside & {"brought_by", "submitted"})
    )


def day_of_list(sheet: str, above: Collection[SourceRow]) -> date | None:
    """The one day that a row above the headings names, else the name of the sheet; not the day of the list itself."""
    texts = [[row.text(column) for column in sorted(row.cells)] for row in above]
    titles = [words for words in texts if not fold(words[0]).startswith(OF_THE_LIST)]
    days = {day_in_words(" ".join(words)) for words in titles} - {None}
    return next(iter(days)) if len(days) == 1 else day_in_words(sheet) if not days else None
