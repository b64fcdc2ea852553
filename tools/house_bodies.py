"""What each house template says, from title block to signatures."""

from tools.house_parts import BOLD, LABEL, each, p, raw, run, signatures, spacer, table, when

_SUBMITTED = "{% if item.submitted_by %} · ingebracht door {{ item.submitted_by }}{% endif %}"
_LAYER = "{% if item.layer %} · {{ item.layer }}{% endif %}"
_META = "{{ item.type }}{% if item.action %} · {{ item.action }}{% endif %}" + _LAYER + _SUBMITTED
_NUMBER = "{% if file.number %}{{ file.number }} {% endif %}"
_ATTACHMENT = _NUMBER + "{{ file.title }}{% if file.note %} ({{ file.note }}){% endif %}"
WHAT = "{{ made.what }}{% if made.amount %}: {{ made.amount }}{% endif %}"
STATE = "{{ made.state }}{% if made.conditions %}: {{ made.conditions }}{% endif %}"
_INDENT = "{% if item.main %}\u2003{% endif %}"
_MARK = "{% if item.mark %} ({{ item.mark }}){% endif %}"


def head() -> list[str]:
    """The title block with its lines."""
    return [
        p("{{ head.body }}", "Kicker"),
        p("{{ head.title }}", "Title"),
        p("{{ head.subtitle }}", "Subtitle"),
        *when("head.sample", p("{{ head.sample }}", "Notice")),
        *each("fact", "head.facts", _fact("fact")),
        *when("head.audience", line("Bestemd voor", "{{ head.audience }}")),
        *when("head.status", line("Status", "{{ head.status }}")),
    ]


def _fact(name: str) -> str:
    return raw(run(f"{{{{ {name}.label }}}}\t", LABEL) + run(f"{{{{ {name}.value }}}}"), "Fact")


def line(label: str, value: str) -> str:
    return raw(run(f"{label}\t", LABEL) + run(value), "Fact")


def _item_heading(mark: str = "") -> list[str]:
    """A sub item is indented; its level stays, for its main item may be left out of this paper."""
    title = "{{ item.number }}. {{ item.title }}" + mark
    return [
        *when("not item.main", p(title, "Heading 2")),
        *when("item.main", raw(run(title), "Heading 2", indent=340)),
    ]


def _files(values: str) -> list[str]:
    return each("file", values, p(_ATTACHMENT, "List Bullet"))


def outcome(owner: str) -> list[str]:
    label = p(f"{{{{ {owner}.outcome_label }}}}", "Outcome Label")
    return when(f"{owner}.outcome", label, p(f"{{{{p {owner}.outcome }}}}", "Outcome"), spacer())


def _positions(owner: str) -> list[str]:
    columns = (
        ("Organisatie", 28, "{{ row.organisation }}"), ("Standpunt", 24, "{{ row.stance }}"),
        ("Toelichting", 48, "{{ row.text }}"),
    )  # fmt: skip
    heading = p("Genotuleerde standpunten", "Heading 3")
    return when(f"{owner}.positions", heading, table("row", f"{owner}.positions", columns), spacer())


def _engagements(owner: str, heading: str) -> list[str]:
    columns = (
        ("Partner", 20, "{{ made.partner }}"), ("Engagement", 34, WHAT), ("Soort", 16, "{{ made.kind }}"),
        ("Tegen", 16, "{{ made.due }}"), ("Status", 21, STATE),
    )  # fmt: skip
    title = p(heading, "Heading 3")
    made = when(f"{owner}.engagements", title, table("made", f"{owner}.engagements", columns), spacer())
    return [*made, *each("line", f"{owner}.later", p("{{ line }}", "Meta"))]


def _follow_ups(owner: str) -> list[str]:
    columns = (
        ("Partner", 20, "{{ row.partner }}"), ("Engagement", 27, "{{ row.what }}"),
        ("Gemaakt in", 16, "{{ row.made_at }}"), ("Status", 15, "{{ row.state }}"),
        ("Wat gezegd is", 28, "{{ row.said }}"),
    )  # fmt: skip
    heading = p("Opvolging van engagementen", "Heading 3")
    return when(f"{owner}.follow_ups", heading, table("row", f"{owner}.follow_ups", columns), spacer())


def referrals(owner: str) -> list[str]:
    columns = (
        ("Voor te leggen aan", 32, "{{ row.to }}"), ("Vraag", 34, "{{ row.question }}"),
        ("Gepland", 17, "{{ row.planned }}"), ("Uitkomst", 17, "{{ row.outcome }}"),
    )  # fmt: skip
    heading = p("Bevoegd voor de beslissing", "Heading 3")
    return when(f"{owner}.referrals", heading, table("row", f"{owner}.referrals", columns), spacer())


def agenda() -> list[str]:
    """The agenda: overview first, then what one has to know per item."""
    columns = (
        ("Nr.", 6, "{{ item.number }}"), ("Uur", 9, "{{ item.time }}"),
        ("Punt", 56, _INDENT + "{{ item.title }}" + _MARK),
        ("Type", 18, "{{ item.type }}"), ("Duur", 11, "{{ item.minutes }}"),
    )  # fmt: skip
    told = "item.introduction or item.asked or item.attachments or item.action or item.prepared or item.submitted_by"
    return [
        *head(),
        *when("reason", p("Aanleiding", "Heading 1"), p("{{p reason }}")),
        p("Agendapunten", "Heading 1"),
        table("item", "items", columns),
        p("Toelichting per punt", "Heading 1"),
        *each(
            "item",
            "items",
            *when(
                told,
                *_item_heading(_MARK),
                p(_META, "Meta"),
                *when("item.prepared", p("{{ item.prepared }}", "Meta")),
                p("{{p item.introduction }}"),
                *when(
                    "item.asked",
                    p("Wat wordt gevraagd", "Outcome Label"),
                    p("{{ item.asked }}", "Outcome"),
                    spacer(),
                ),
                *when("item.attachments", p("Bijlagen", "Heading 3"), *_files("item.attachments")),
            ),
        ),
        *when("documents", p("Stukken bij deze agenda", "Heading 1"), *_files("documents")),
        *when("practical", p("Praktisch", "Heading 1"), p("{{p practical }}")),
    ]


def minutes() -> list[str]:
    """The minutes: who, what per item, then the overviews that people look up afterwards."""
    attendance = (
        ("Organisatie", 32, "{{ row.organisation }}"), ("Naam", 27, "{{ row.person }}"),
        ("Hoedanigheid", 23, "{{ row.capacity }}"), ("Opmerking", 22, "{{ row.note }}"),
    )  # fmt: skip
    engagements = (
        ("Punt", 6, "{{ made.item }}"), ("Partner", 19, "{{ made.partner }}"), ("Engagement", 31, WHAT),
        ("Soort", 16, "{{ made.kind }}"), ("Tegen", 15, "{{ made.due }}"), ("Status", 20, STATE),
    )  # fmt: skip
    referrals = (
        ("Punt", 7, "{{ row.item }}"), ("Voor te leggen aan", 30, "{{ row.to }}"),
        ("Vraag", 34, "{{ row.question }}"), ("Gepland", 17, "{{ row.planned }}"),
        ("Uitkomst", 14, "{{ row.outcome }}"),
    )  # fmt: skip
    return [
        *head(),
        *when("chairs", line("Voorzitter", "{{ chairs | join(' en ') }}")),
        *when("secretary", line("Verslaggever", "{{ secretary }}")),
        *when("notice", p("{{ notice }}", "Blank")),
        *when(
            "attendance",
            p("Aanwezigheden", "Heading 1"),
            *each(
                "group",
                "attendance",
                *when(
                    "group.rows",
                    p("{{ group.label }}", "Heading 2"),
                    table("row", "group.rows", attendance),
                    spacer(),
                ),
            ),
        ),
        p("Verslag per punt", "Heading 1"),
        *when("opened", p("{{ opened }}")),
        *each("item", "items", *_minutes_item()),
        *when("closed", p("{{ closed }}")),
        *when(
            "engagements",
            p("Overzicht van de engagementen", "Heading 1"),
            table("made", "engagements", engagements),
        ),
        *when(
            "referrals", p("Overzicht van de verwijzingen", "Heading 1"), table("row", "referrals", referrals)
        ),
        *when("next_meeting", p("Volgende vergadering", "Heading 1"), p("{{ next_meeting }}")),
        *when(
            "feedback_to",
            p("Terug te koppelen aan", "Heading 1"),
            *each("reader", "feedback_to", p("{{ reader }}", "List Bullet")),
        ),
        *when("attachments", p("Bijlagen", "Heading 1"), *_files("attachments")),
        *when("signatures", p("Ondertekening", "Heading 1"), signatures()),
        spacer(),
    ]


def _minutes_item() -> list[str]:
    return [
        *_item_heading(),
        p(_META, "Meta"),
        *when("item.prepared", p("{{ item.prepared }}", "Meta")),
        p("{{p item.introduction }}"),
        *when("item.discussion", p("Bespreking", "Heading 3"), p("{{p item.discussion }}")),
        *outcome("item"),
        *_positions("item"),
        *_follow_ups("item"),
        *_engagements("item", "Engagementen"),
        *referrals("item"),
    ]


def memo() -> list[str]:
    """The note: what needs an answer in full under the municipality's own headings, then what is to be noted."""
    return [
        *head(),
        line("Vertegenwoordiging", "{{ represented_by }}"),
        *when("source_state", line("Bron", "{{ source_state }}")),
        *when("replaces", p("{{ replaces }}", "Notice")),
        *each(
            "item",
            "asked",
            p("Antwoord gevraagd: {{ item.title }}", "Heading 1"),
            *each("section", "item.sections", *_section()),
        ),
        *when("noted", p("Ter kennisname", "Heading 1"), *each("item", "noted", *_noted_item())),
        *when(
            "noted_articles",
            p("Voorstel van beslissing: punten ter kennisname", "Heading 2"),
            *each("article", "noted_articles", _article()),
        ),
        *when("attachments", p("Bijlagen bij deze nota", "Heading 1"), *_files("attachments")),
    ]


def _article() -> str:
    return raw(run("{{ article.label }}\t", BOLD) + run("{{ article.text }}"), "Article")


def _earlier(owner: str) -> list[str]:
    columns = (
        ("Datum", 18, "{{ row.date }}"), ("Gevraagd", 20, "{{ row.question }}"), ("Antwoord", 24, "{{ row.answer }}"),
        ("Toelichting", 38, "{{ row.text }}"),
    )  # fmt: skip
    rows = f"{owner}.earlier_answers"
    heading = p("Eerdere antwoorden van het college", "Heading 3")
    return when(rows, heading, table("row", rows, columns), spacer())


def _section() -> list[str]:
    return [
        p("{{ section.heading }}", "Heading 2"),
        *each("fact", "section.facts", _fact("fact")),
        *when("section.facts and section.text", spacer()),
        *when("section.text_label", p("{{ section.text_label }}", "Heading 3")),
        p("{{p section.text }}"),
        *outcome("section"),
        *_positions("section"),
        *_engagements("section", "Eigen engagementen"),
        *referrals("section"),
        *_earlier("section"),
        *_files("section.attachments"),
        *each("article", "section.articles", _article()),
        *when("section.blank", p("{{ section.blank }}", "Blank")),
    ]


def _noted_item() -> list[str]:
    return [
        *_item_heading(),
        p(_META + "{% if item.phase %} · fase: {{ item.phase }}{% endif %}", "Meta"),
        *when("item.prepared", p("{{ item.prepared }}", "Meta")),
        *when("item.influence", line("Nog te beïnvloeden", "{{ item.influence }}")),
        *when("item.heard", line("Vooraf gehoord", "{{ item.heard }}")),
        p("{{p item.introduction }}"),
        *when("item.discussion", p("Bespreking", "Heading 3"), p("{{p item.discussion }}")),
        *outcome("item"),
        *when(
            "item.consequences",
            p("{{ item.consequences_label }}", "Heading 3"),
            p("{{p item.consequences }}"),
        ),
        *when("item.finance", line("Financiële impact", "{{ item.finance }}")),
        *_positions("item"),
        *_engagements("item", "Eigen engagementen"),
        *referrals("item"),
        *_earlier("item"),
        *when("item.attachments", p("Bijlagen", "Heading 3"), *_files("item.attachments")),
    ]
