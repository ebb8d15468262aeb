"""R22 p. 16-18: leaders' agendas shift and are crowded; it takes patience.

attention = on the agenda (1 or 0) * (1 - crowding * share of capacity that was busy at the start of the year).
Innovation stays on the agenda for ``attention_span_months`` on average. Form and sizes are assumptions.

R22 p. 16-18: top management orders an innovation for delivery: something is begun, and few feel that it is theirs.

In an ordered appraisal leaving it is no option, and what is begun has a fifth of the usual ownership. How often, and how
little, is an assumption.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.jit import long_rule, rule
from diffusion_sim.mechanisms.choice import Table, best_option
from diffusion_sim.mechanisms.constraints import OUT_OF_BOUNDS
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="environment",
    en=Words("Leaders", "Leaders' agendas shift and are crowded, and the top may order an innovation to be delivered."),
    da=Words(
        "Ledelsen", "Ledelsens dagsorden skifter og er trængt, og topledelsen kan bestille en innovation til udførelse."
    ),
    claims=(
        Claim(
            number=22,
            page="16-18",
            en="shifting, crowded attention; orders from the top",
            da="skiftende, trængt opmærksomhed; ordrer fra toppen",
            neutral={"leadership.carrying_share": 0.0, "leadership.top_down_share": 0.0},
            scenario="crowded_leadership",
            measure="implemented_per_year",
            others=("orders_from_the_top",),
        ),
    ),
    draws=(
        Draw(streams.FOCUS, "on the agenda at first", entity="0", code="municipality", ordinal="0"),
        Draw(
            streams.FOCUS_SPELL,
            "length of a spell of attention (unit-exponential)",
            entity="0",
            code="municipality",
            ordinal="spells ended",
        ),
        Draw(
            streams.ORDERED, "order from the top", entity="era entity", code="municipality", ordinal="month of the run"
        ),
    ),
)


class Leadership(Parameters, section="leadership", da="Ledelse"):
    """Attention with a span, crowded agendas, and orders from the top (R22 p. 16-18)."""

    # fmt: off
    carrying_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Weight of attention", "Share of the carrying index that depends on the leaders' attention."),
        da=("Opmærksomhedens vægt", "Den del af bæreevnen, der afhænger af ledelsens opmærksomhed."),
        source="assumption; R22 p. 16-18",
    )
    attention_span_months: float = number(
        24.0, unit="months", between=(0.5, 600),
        en=("Span of attention", "Mean months for which innovation stays on the leaders' agenda."),
        da=("Opmærksomhedens varighed", "Gennemsnitligt antal måneder, innovation er på ledelsens dagsorden."),
        source="assumption; R22 p. 16-18: agendas shift, patience is needed",
    )
    top_down_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Orders from the top", "Share of appraisals in which the top orders something to be delivered."),
        da=("Ordrer fra toppen", "Andelen af vurderingerne, hvor topledelsen bestiller en innovation til udførelse."),
        source="assumption; R22 p. 16-18",
    )
    # fmt: on


DISTRACTION_MONTHS = 12.0
"""Mean months until innovation is back on the agenda once it has shifted: assumption."""
CROWDING = 0.5
"""Share of attention lost where all capacity was busy at the start of the year: assumption."""
ORDERED_OWNERSHIP = 0.2
"""Share of the usual ownership that is felt for ordered work: assumption."""


@rule
def share_of_time(span_months: float, distraction_months: float) -> float:
    """Return the share of time for which innovation is on the leaders' agenda."""
    return span_months / (span_months + distraction_months)


@rule
def attention(on_agenda: float, crowding_share: float, load_share: float) -> float:
    """Return the attention that work gets, from 0 to 1."""
    return on_agenda * (1.0 - crowding_share * min(1.0, load_share))


@long_rule
def best_action(table: Table, options: int) -> int:
    """Return the row of highest utility when row 0, leaving it, is no option; 0 when all else is out of bounds."""
    row = 1 + best_option(table[1:], options - 1, -1)
    total = 0.0
    for column in range(table.shape[1]):
        total += table[row, column]
    return row if total > 0.5 * OUT_OF_BOUNDS else 0


@rule
def felt_ownership(usual_share: float, ordered: int, ordered_ownership_share: float) -> float:
    """Return the share of ownership felt for work that was ordered (1) or chosen (0)."""
    return usual_share * ordered_ownership_share if ordered == 1 else usual_share
