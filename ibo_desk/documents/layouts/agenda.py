"""The agenda: overview first, then what one has to know per item."""

from typing import Final

from ibo_desk.documents.layout import (
    Box,
    Bullets,
    Column,
    Heading,
    Layout,
    Line,
    Rich,
    Words,
    brackets,
    each,
    fixed,
    table,
    when,
    when_told,
)
from ibo_desk.documents.layouts.parts import files, item_files, item_heading, item_meta, title_block
from ibo_desk.language import N_

_INDENT: Final = "{% if item.main %}\u2003{% endif %}"
_MARKED: Final = brackets("item.title", "item.mark")
_HAS_DETAIL: Final = (
    "item.introduction or item.asked or item.attachments or item.action or item.prepared or item.submitted_by"
)
LAYOUT: Final = Layout(
    (
        *title_block(Line(N_("Reply by"), "reply_by"), Line(N_("Version"), "version")),
        when("invitation", Words("{{ invitation }}")),
        when_told("changes", N_("What is new in this version"), Bullets("line", "changes", "{{ line }}")),
        when_told("reason", N_("Reason"), Rich("reason")),
        Heading(1, fixed(N_("Agenda items"))),
        table(
            "item",
            "items",
            Column(N_("No."), 6, "{{ item.number }}"),
            Column(N_("Hour"), 9, "{{ item.time }}"),
            Column(N_("Item"), 56, _INDENT + _MARKED),
            Column(N_("Type"), 19, "{{ item.type }}"),
            Column(N_("Duration"), 11, "{{ item.minutes }}"),
        ),
        when_told(
            "explained",
            N_("Explanation per item"),
            each(
                "item",
                "items",
                when(
                    _HAS_DETAIL,
                    item_heading("{{ item.number }}. " + _MARKED),
                    *item_meta(),
                    Rich("item.introduction"),
                    when("item.asked", Box(fixed(N_("What is asked")), "", "{{ item.asked }}")),
                    item_files(),
                ),
            ),
        ),
        when_told("documents", N_("Documents with this agenda"), files("documents")),
        when_told(
            "practical", N_("Practical"), Rich("practical"), each("line", "invited", Words("{{ line }}"))
        ),
    )
)
