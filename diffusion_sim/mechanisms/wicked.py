"""R16 p. 11: wicked problems need work across sectors: joint work begins when the windows of region and state meet.

A problem's form in one era is wicked with chance ``wicked.share``. Five regions and the state have windows of their own: in
each half-year and field each is open to joint work with chance ``OPEN_SHARE``. Work on a wicked problem begins in the first
half-year in which the municipality's region and the state are both open, so that a region's municipalities begin together;
where the region follows the state (``wicked.coordinated_share``), whenever the state is. What is foreseen is the mean wait,
(1 - q) * (3.5 + 6 * (1 - q) / q) months for a chance q that all are open. Municipal partnerships (R15) do not shorten it.
The report says that partners in other sectors are needed; windows and sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="work",
    en=Words("Wicked problems", "Joint work begins when the windows of the region and the state meet."),
    da=Words("Vilde problemer", "Det fælles arbejde begynder, når regionens og statens vinduer er åbne samtidig."),
    claims=(
        Claim(
            number=16,
            page="11",
            en="wicked problems need other sectors",
            da="vilde problemer kræver andre sektorer",
            neutral={"wicked.share": 0.0},
            scenario="wicked_problems",
            measure="implemented_per_year",
            uses=("wicked.coordinated_share",),
        ),
    ),
    draws=(
        Draw(streams.WICKED, "whether a problem is wicked in an era", entity="era entity", code="0", ordinal="0"),
        Draw(
            streams.PARTNER_WINDOWS,
            "whether a partner is open; whether a region follows the state",
            entity="the field",
            code="0 for the state, else the number of the region",
            ordinal="half-years since the first month; 2**31",
        ),
    ),
)


class Wicked(Parameters, section="wicked", da="Vilde problemer"):
    """Problems that one sector cannot solve alone (R16 p. 11)."""

    # fmt: off
    share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Share of wicked problems", "Share of problems that need partners outside the municipality."),
        da=("Vilde problemer", "Andelen af problemerne, der kræver partnere uden for kommunen."),
        source="assumption; R16 p. 11",
    )
    coordinated_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Regions that follow the state",
            "Share of regions and fields in which the region is open to joint work whenever the state is."),
        da=("Regioner, der følger staten",
            "Andelen af regioner og fagområder, hvor regionen er åben for fælles arbejde, når staten er det."),
        source="lever; R16 p. 11: positive change presupposes work across the public sector",
    )
    # fmt: on


OPEN_SHARE = 0.55
"""Chance that a region, or the state, is open to joint work in a field in one half-year. Assumption: both in three of ten."""

HALF_YEAR = 6
"""Months for which a window is open or closed. Assumption."""

LONGEST = 60
"""Half-years after which work begins in any case: longer than any run lasts."""

FOLLOWS = 2**31
"""Ordinal of the draw of whether a region follows the state."""


@rule
def is_wicked(wicked: Wicked, draw: float) -> bool:
    """Tell whether a problem needs partners from elsewhere; ``draw`` is uniform."""
    return draw < wicked.share


@rule
def is_open(draw: float) -> bool:
    """Tell whether a partner is open to joint work; ``draw`` is uniform."""
    return draw < OPEN_SHARE


@rule
def follows_the_state(wicked: Wicked, draw: float) -> bool:
    """Tell whether a region opens with the state; ``draw`` is uniform."""
    return draw < wicked.coordinated_share


@rule
def months_to_half_year(month: int, half_years: int) -> int:
    """Return the months to the beginning of a half-year so many ahead; 0 in the one at hand."""
    return half_years * HALF_YEAR - month % HALF_YEAR if half_years > 0 else 0


@rule
def mean_wait_where(open_share: float) -> float:
    """Return the mean months until all who are needed are open, where they are with a chance in each half-year."""
    closed = 1.0 - open_share
    return closed * (0.5 * (HALF_YEAR + 1.0) + HALF_YEAR * closed / open_share)


@rule
def foreseen_wait(wicked: Wicked) -> float:
    """Return the mean months for which work on a wicked problem waits."""
    alone, together = mean_wait_where(OPEN_SHARE * OPEN_SHARE), mean_wait_where(OPEN_SHARE)
    return alone + wicked.coordinated_share * (together - alone)
