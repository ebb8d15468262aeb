"""The words of the figures of a comparison: English here, other languages where they are spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.plots.names import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

EFFECTS = {
    "put_to_use_copy_per_year": "copied and put to use",
    "put_to_use_adapt_per_year": "adapted and put to use",
    "put_to_use_inspired_per_year": "inspired and put to use",
    "put_to_use_own_per_year": "own development put to use",
    "in_operation": "in operation at the end",
    "reinvented_per_year": "reinventions",
    "heard_per_year": "hearings of others' solutions",
    "sharing_spreading_gap_percent": "heard of, not acted on in 3 years",
    "lost_per_100_funded": "lost at the cliff, per 100 funded",
    "implementation_failure_percent": "given up in implementation",
    "reused_merit": "mean merit of what is reused",
    "own_merit": "mean merit of own development",
    "value_total": "value over all months",
    "cost_million_dkk": "public cost",
    "cost_per_use_thousand_dkk": "cost for each solution put to use",
}
"""What a comparison shows, gains and losses alike, in words that fit beside a bar."""


class FooterWords(NamedTuple):
    """The line under a figure."""

    scenario: str = "Scenario"
    scenarios: str = "Scenarios"
    seed: str = "seed"
    replication: str = "replication"
    replications: str = "replications"
    disclaimer: str = "model output, not a forecast"


class BandWords(NamedTuple):
    """What lines and bands mean, and how far a tile may be off."""

    bands: str = "Lines: median of {replications} replications; dark and light bands: their middle 50 % and 90 %."
    one_band: str = "One replication: its spread is unknown."
    tile: str = "A tile's mean is typically known to ±{error} (95 %)."
    one_tile: str = "One replication: how far a tile may be off is unknown."


class ComparisonWords(NamedTuple):
    """What the figures of a comparison say."""

    effects: Mapping[str, str] = EFFECTS
    units: Mapping[str, str] = {}
    """Those that have another name than the measures give them."""
    points: str = "points"
    titles: Mapping[str, str] = {}
    """Scenarios that have another name than their own."""
    separators: Mapping[str, str] = {}
    """What stands for the point and the comma of an English number."""
    footer: FooterWords = FooterWords()
    bands: BandWords = BandWords()
    title: str = "What the policy changes"
    caption: str = (
        "Change against {base} in the same {worlds} worlds, in per cent of the baseline's mean; "
        "whiskers: 95 % interval of the mean difference (Student's t).\nTo the right the change in the measure's own unit. An "
        "interval that crosses the line is no evidence of a change."
    )
    against: str = "change against {base} (%)"
    stretched: str = ", logarithmic beyond ±10"
    overview: str = "Denmark under “{base}” and “{name}”"
    overview_elsewhere: str = "“{base}” and “{name}”"
    overview_caption: str = (
        "The same {worlds} simulated worlds under both: every difference is the policy's doing. "
        "{bands}\nMap: mean difference by municipality. Effects: mean difference "
        "with its 95 % interval (Student's t), in per cent of the baseline and in the measure's own unit."
    )
    levels: str = "Reuse put to use"
    changes: str = "Difference, world by world"
    reuse: str = "reuse"
    own: str = "own development"
    in_month: str = "cases in the month"
    in_months: str = "cases in the last {months} months"
    year: str = "year"
    map: str = "Reused solutions in operation at the end: difference"
    map_unit: str = "solutions more or fewer"
    what_changes: str = "What changes"

    def named(self, scenario: str, *longest: int) -> str:
        """Return what a scenario is called, short enough for its place."""
        return shown(self.titles.get(scenario, scenario), *longest)

    def __repr__(self) -> str:
        """Stand for all of it in the help of a figure."""
        return "<words>"

    def number(self, english: str) -> str:
        """Return a number with the separators of the language."""
        return with_separators(english, self.separators)


def with_separators(english: str, separators: Mapping[str, str]) -> str:
    """Return a number with other signs than the English point and comma."""
    return "".join(separators.get(letter, letter) for letter in english)


ENGLISH = ComparisonWords()
