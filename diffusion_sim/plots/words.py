"""The words of figures: English here, other languages where they are spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.plots.style import shown, with_separators
from diffusion_sim.results.measures import COSTS
from diffusion_sim.results.mix import BAROMETER_SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping


EFFECTS = {
    "implemented_copy_per_year": "copied and implemented",
    "implemented_adapt_per_year": "adapted and implemented",
    "implemented_inspired_per_year": "inspired and implemented",
    "implemented_own_per_year": "own development implemented",
    "in_use": "in use at the end",
    "duplicated_per_year": "duplications",
    "aware_per_year": "became aware of others' solutions",
    "sharing_spreading_gap_percent": "aware, not adopted within 3 years",
    "lost_per_100_funded": "lost when funding ended, per 100 funded",
    "implementation_failure_percent": "given up in implementation",
    "reused_net_benefit": "mean net benefit of what is reused",
    "own_net_benefit": "mean net benefit of own development",
    "value_total": "value over all months",
    "cost_million_dkk": "public cost",
    "cost_per_use_thousand_dkk": "cost for each solution implemented",
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
    variation: str = (
        "Standard deviations: {between_sd} between municipalities ({between_low} to {between_high}), "
        "{chance_sd} by chance in one replication, {standard_error} in the mean."
    )
    grey_level: str = "Grey: chance may explain the distance from the mean of all."
    grey_difference: str = "Grey: chance may explain the difference."
    few: str = "Below {fewest} replications no tile is told from chance."
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
    title_of_several: str = "What the policies change"
    caption: str = (
        "Change against {base} in the same {replications} replications, in per cent of the baseline's mean; "
        "whiskers: 95 % interval of the mean difference (Student's t).\nTo the right the change in the measure's own unit. An "
        "interval that crosses the line is no evidence of a change."
    )
    against: str = "change against {base} (%)"
    stretched: str = ", logarithmic beyond ±10"
    overview: str = "Denmark under “{base}” and “{name}”"
    overview_elsewhere: str = "“{base}” and “{name}”"
    overview_caption: str = (
        "The same {replications} replications under both: every difference is the policy's doing. "
        "{bands}\nMap: mean difference by municipality. Effects: mean difference "
        "with its 95 % interval (Student's t), in per cent of the baseline and in the measure's own unit."
    )
    levels: str = "Reuse implemented"
    changes: str = "Difference, replication by replication"
    reuse: str = "reuse"
    own: str = "own development"
    in_month: str = "cases in the month"
    in_months: str = "cases in the last {months} months"
    year: str = "year"
    map: str = "Reused solutions in use at the end: difference"
    map_unit: str = "solutions more or fewer"
    what_changes: str = "What changes"
    additional: str = "Additional implementations, added up over the years"
    additional_caption: str = (
        "Against {base}, in the same {replications} replications, added up from the first reported month. Lines: mean difference; "
        "bands: its 95 % interval (Student's t). A band that holds zero is no evidence of a change."
    )
    additional_axis: str = "more implementations so far"
    years: str = "reported years"

    def named(self, scenario: str, *longest: int) -> str:
        """Return what a scenario is called, short enough for its place."""
        return shown(self.titles.get(scenario, scenario), *longest)

    def __repr__(self) -> str:
        """Stand for all of it in the help of a figure."""
        return "<words>"

    def number(self, english: str) -> str:
        """Return a number with the separators of the language."""
        return with_separators(english, self.separators)


COMPARISON_WORDS = ComparisonWords()


class AdoptionWords(NamedTuple):
    """How solutions spread."""

    title: str = "How solutions spread"
    caption: str = (
        "Share of municipalities that have used a solution, or one that it inspired; of what can be followed for {months} "
        "months.\nGroups are formed in each replication by how far it came, so the upper curves are steep by selection. {bands}"
    )
    municipal: str = "Begun by municipalities ({solutions} a replication)"
    external: str = "From outside ({solutions} a replication)"
    named: str = "The scenario's innovations"
    most: str = "the most spread"
    next: str = "the next 4"
    others: str = "all others"
    share: str = "municipalities that have used it (%)"
    since: str = "months since first use"


class StageWords(NamedTuple):
    """From awareness to use."""

    title: str = "From awareness to use"
    caption: str = "Pairs of municipality and solution at the end of each month, in the whole country. {bands}"
    aware: str = "Aware"
    under_way: str = "Under way"
    in_use: str = "In use"
    pairs: str = "municipality-solution pairs"
    known: str = "known, not adopted"
    applying: str = "applying"
    developing: str = "developing"
    implementing: str = "implementing"
    in_use_own: str = "own development"
    in_use_inspired: str = "inspired by others"
    in_use_adapt: str = "adapted"
    in_use_copy: str = "copied"
    in_use_outdated: str = "the problem has changed since"


class MixWords(NamedTuple):
    """Own, adapted or copied."""

    title: str = "Own, adapted or copied"
    caption: str = (
        "Latest innovation implemented with positive net benefit, one for each municipality and policy field, in the 24 "
        "months before each year's end.\n{bands}\n"
        "Dashed: {source}; its unit is the workplace, here it is the policy field (an assumption)."
    )
    source: str = BAROMETER_SOURCE
    own: str = "own development"
    adapted: str = "adapted or inspired"
    copied: str = "largely copied"
    share: str = "share of latest innovations (%)"
    counted: str = "counted at the end of"


class CliffWords(NamedTuple):
    """The funding cliff."""

    title: str = "The funding cliff"
    caption: str = (
        "Funded cases alive when their grant ended in the reported months; those that end for other reasons, or with "
        "the run, leave the count (Kaplan-Meier).\n{bands} A curve stops when fewer than {fewest} cases are followed."
    )
    finished: str = "in use when the grant ended ({cases} cases a replication)"
    unfinished: str = "unfinished when the grant ended ({cases} cases a replication)"
    since: str = "months since the grant ended"
    not_lost: str = "not lost for want of money (%)"
    reference: str = "for comparison: {low} to {high} % of sites in use stop a year (Bond et al. 2014)"


class LedgerWords(NamedTuple):
    """Public cost."""

    title: str = "Public cost"
    caption: str = (
        "Million DKK at 2014 prices, whole country, mean of {replications} replications. Totals are {discounted}; "
        "whiskers: 95 % interval of the mean.\nGrants say who pays for a part of it: they are not added."
    )
    discounted: str = "discounted by {percent} % a year"
    undiscounted: str = "not discounted"
    by_year: str = "By year"
    in_all: str = "All reported months"
    million_a_year: str = "million DKK a year"
    million: str = "million DKK"
    costs: Mapping[str, str] = COSTS
    grants: str = "paid by grants"
    transfer: str = "paid by grants (a transfer)"


SOLUTIONS_AT_END, CASES_IN_WINDOW = "solutions at the end", "cases in the reported months"
SOLUTIONS_IN_WINDOW = "solutions in the reported months"
MAP_MEASURES = {
    "in_use": ("Solutions in use", SOLUTIONS_AT_END),
    "in_use_reused": ("Reused solutions in use", SOLUTIONS_AT_END),
    "implemented": ("Solutions implemented", SOLUTIONS_IN_WINDOW),
    "implemented_copy": ("Solutions copied and implemented", SOLUTIONS_IN_WINDOW),
    "implemented_adapt": ("Solutions adapted and implemented", SOLUTIONS_IN_WINDOW),
    "implemented_inspired": ("Inspired solutions implemented", SOLUTIONS_IN_WINDOW),
    "implemented_own": ("Own development implemented", SOLUTIONS_IN_WINDOW),
    "own_percent": ("Own development among what is implemented", "% of solutions implemented"),
    "aware": ("Aware of others' solutions", SOLUTIONS_IN_WINDOW),
    "adopted": ("Projects adopted (work begun)", "projects in the reported months"),
    "lost_when_funding_ended": ("Lost when the grant ended", CASES_IN_WINDOW),
    "gave_up": ("Given up in implementation", CASES_IN_WINDOW),
    "duplicated": ("Duplicated though an answer existed elsewhere", CASES_IN_WINDOW),
    "prizes": ("Copycat prizes won", "prizes in the reported months"),
    "reused_by_others": ("Own solutions implemented by others", "uptakes in the reported months"),
    "net_benefit_in_use": ("Value of what is in use", "index points per month at the end"),
}
"""Title and unit of what the tile map can show, by column of the municipalities table."""


class MapWords(NamedTuple):
    """One number for each municipality."""

    measures: Mapping[str, tuple[str, str]] = MAP_MEASURES
    caption: str = "Mean of {replications} replications; each municipality is one tile{order}. {error}"
    denmark: str = ", about where it lies"
    synthetic: str = ", in the order of its number"
    file: str = ""


class NetworkWords(NamedTuple):
    """Who copied whom."""

    title: str = "Who copied whom"
    caption: str = (
        "The {flows} strongest of all flows ({share} % of reuse learned from a municipality): from whom a solution was "
        "heard to who implemented it. Arrows are wider for more uptakes; colour: region of the teller. Mean of "
        "{replications} replications.{gap}"
    )
    gap: str = " Of {places} municipalities the collaboration bodies are not fully known: do not read this as a ranking of hubs."
    uptakes: str = "{uptakes} uptakes in the window"
    no_region: str = "no region"


class ResultWords(NamedTuple):
    """What the figures of one scenario say."""

    adoption: AdoptionWords = AdoptionWords()
    stages: StageWords = StageWords()
    mix: MixWords = MixWords()
    cliff: CliffWords = CliffWords()
    ledger: LedgerWords = LedgerWords()
    map: MapWords = MapWords()
    network: NetworkWords = NetworkWords()
    footer: FooterWords = FooterWords()
    bands: BandWords = BandWords()
    year: str = "year"
    nothing: str = "nothing to show"
    separators: Mapping[str, str] = {}
    """What stands for the point and the comma of an English number."""

    def __repr__(self) -> str:
        """Stand for all of it in the help of a figure."""
        return "<words>"

    def number(self, english: str) -> str:
        """Return a number with the separators of the language."""
        return with_separators(english, self.separators)


RESULT_WORDS = ResultWords()
