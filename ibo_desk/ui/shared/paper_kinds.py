"""The papers that can be made, as a person chooses them."""

from typing import Final

from ibo_desk.language import N_

KINDS: Final = (
    ("agenda", N_("Agenda")),
    ("minutes", N_("Minutes")),
    ("memo", N_("Notes to the colleges")),
    ("month-overview", N_("Month overview of regional cooperation (college)")),
    ("council-report", N_("Half-yearly report on regional cooperation (council)")),
    ("engagements", N_("Ledger of engagements")),
)
