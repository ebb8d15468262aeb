"""The words of the figures of one scenario: English here, other languages where they are spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.plots.words import BandWords, FooterWords, with_separators
from diffusion_sim.results.mix import BAROMETER_SOURCE
from diffusion_sim.results.money import COSTS

if TYPE_CHECKING:
    from collections.abc import Mapping


class AdoptionWords(NamedTuple):
    """How solutions spread."""

    title: str = "How solutions spread"
    caption: str = (
        "Share of municipalities with a solution in operation, mean over solutions first used in the reported months "
        "and followed for {months} months.\nGroups are formed in each replication by the largest number of users, so the "
        "upper curves are steep by selection; the panels' scales differ. {bands}"
    )
    municipal: str = "From municipalities ({solutions} solutions a replication)"
    external: str = "From outside ({solutions} solutions a replication)"
    named: str = "The scenario's innovations"
    most: str = "the 5 most spread"
    next: str = "the next 15"
    others: str = "all others"
    share: str = "municipalities with it in operation (%)"
    since: str = "months since first use"


class StageWords(NamedTuple):
    """From hearing to operation."""

    title: str = "From hearing to operation"
    caption: str = "Pairs of municipality and solution at the end of each month, in the whole country. {bands}"
    heard_of: str = "Heard of"
    under_way: str = "Under way"
    in_operation: str = "In operation"
    pairs: str = "municipality-solution pairs"
    known: str = "known, not taken up"
    applying: str = "applying"
    developing: str = "developing"
    implementing: str = "implementing"
    operating_own: str = "own development"
    operating_inspired: str = "inspired by others"
    operating_adapt: str = "adapted"
    operating_copy: str = "copied"
    operating_outdated: str = "the problem has changed since"


class MixWords(NamedTuple):
    """Own, adapted or copied."""

    title: str = "Own, adapted or copied"
    caption: str = (
        "Latest innovation put to use with positive merit, one for each municipality and policy field, in the 24 "
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
    finished: str = "in operation when the grant ended ({cases} cases a replication)"
    unfinished: str = "unfinished when the grant ended ({cases} cases a replication)"
    since: str = "months since the grant ended"
    not_lost: str = "not lost for want of money (%)"
    reference: str = "for comparison: {low} to {high} % of sites in operation stop a year (Bond et al. 2014)"


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
    "in_operation": ("Solutions in operation", SOLUTIONS_AT_END),
    "in_operation_reused": ("Reused solutions in operation", SOLUTIONS_AT_END),
    "put_to_use": ("Solutions put to use", SOLUTIONS_IN_WINDOW),
    "put_to_use_copy": ("Solutions copied and put to use", SOLUTIONS_IN_WINDOW),
    "put_to_use_adapt": ("Solutions adapted and put to use", SOLUTIONS_IN_WINDOW),
    "put_to_use_inspired": ("Inspired solutions put to use", SOLUTIONS_IN_WINDOW),
    "put_to_use_own": ("Own development put to use", SOLUTIONS_IN_WINDOW),
    "own_percent": ("Own development among what is put to use", "% of solutions put to use"),
    "heard": ("Solutions of others heard of", SOLUTIONS_IN_WINDOW),
    "started": ("Projects started", "projects in the reported months"),
    "lost_at_cliff": ("Lost when the grant ended", CASES_IN_WINDOW),
    "gave_up": ("Given up in implementation", CASES_IN_WINDOW),
    "reinvented": ("Reinvented though an answer existed elsewhere", CASES_IN_WINDOW),
    "prizes": ("Copycat prizes won", "prizes in the reported months"),
    "reused_by_others": ("Own solutions put to use by others", "uptakes in the reported months"),
    "merit_in_operation": ("Value of what is in operation", "benefit units per month at the end"),
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
        "The {flows} strongest of all flows ({share} % of reuse heard of from a municipality): from whom a solution was "
        "heard to who put it to use. Arrows are wider for more uptakes; colour: region of the teller. Mean of "
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


ENGLISH = ResultWords()
