"""R22 p. 16-18: leaders' agendas shift and are crowded; it takes patience.

attention = on the agenda (1 or 0) * (1 - crowding * share of capacity that was busy at the start of the year).
Innovation stays on the agenda for ``attention_span_months`` on average. Form and sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule


@rule
def share_of_time(span_months: float, distraction_months: float) -> float:
    """Return the share of time for which innovation is on the leaders' agenda."""
    return span_months / (span_months + distraction_months)


@rule
def attention(on_agenda: float, crowding_share: float, load_share: float) -> float:
    """Return the attention that work gets, from 0 to 1."""
    return on_agenda * (1.0 - crowding_share * min(1.0, load_share))
