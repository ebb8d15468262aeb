"""Parameters of the world itself: time, ties, problems and solutions. None of them can change during a run."""

from __future__ import annotations

from typing import Literal

from diffusion_sim.scenario.parameter import Section, choice, number

Months = int


class Time(Section):
    """Which months are simulated and which of them are reported."""

    first_month: str = choice("2014-01", "First month that is reported, as YYYY-MM.", source="the report is of July 2014")
    months: Months = number(
        120, "Months that are reported.", unit="months", between=(1, 1200), source="ten years",
        grade="definition", reach="world",
    )
    burn_in_months: Months = number(
        144, "Months run before the first reported one, so that the stock of solutions is in regime.",
        unit="months", between=(0, 1200), reach="world",
        source="assumption: longer than one era of a problem (problems.era_end_per_year)",
    )


class Network(Section):
    """Who is tied to whom, and how much each kind of tie weighs in a municipality's contact with others."""

    kind: Literal[
        "denmark", "rewired", "complete", "ring", "watts_strogatz", "erdos_renyi", "barabasi_albert", "file"
    ] = choice("denmark", "The Danish ties, the same rewired with degrees kept, a synthetic graph, or your own files.",
               source="R9 p. 8, R15 p. 10-11")
    places: Literal["denmark", "synthetic"] = choice(
        "denmark", "Who sits on a synthetic graph: the 98 municipalities or numbered places.", source="design choice")
    size: int = number(98, "Number of places on a synthetic graph.", unit="places", between=(1, 100_000), reach="world",
                       source="98 municipalities since 2007 (Statistics Denmark)", grade="definition")
    degree: int = number(6, "Ties of a place on a ring, Watts-Strogatz, Erdos-Renyi (mean) or Barabasi-Albert graph.",
                         unit="ties", between=(1, 1000), reach="world", source="assumption")
    rewiring_probability: float = number(0.1, "Chance that a tie of a Watts-Strogatz graph is rewired.",
                                         unit="probability", between=(0, 1), reach="world",
                                         source="Watts & Strogatz 1998")
    graph_seed: int = number(1, "Seed of a synthetic graph; the graph is the same in all replications.",
                             unit="integer", between=(0, 2**32 - 1), reach="world", source="design choice",
                             grade="definition")
    nodes_file: str = choice("", 'Your own places: a CSV with id, name and more (kind = "file").', source="user")
    edges_file: str = choice("", 'Your own ties: a CSV with source, target, or a GraphML file (kind = "file").',
                             source="user")
    year: int = number(2014, "Collaboration bodies count as they were in this year.", unit="year",
                       between=(2002, 2030), reach="world", source="denmark/SOURCES.md", grade="definition")
    likeness_nearest: int = number(5, "Each municipality is tied to this many nearest in population.",
                                   unit="municipalities", between=(1, 50), reach="world",
                                   source="assumption; likeness in size: Shipan & Volden 2008")
    normalisation: Literal["share", "count"] = choice(
        "share", "share: a contact budget of 1 for each municipality; count: every tie weighs 1.", source="design choice")
    isolated: Literal["refuse", "allow"] = choice(
        "refuse", "What to do with a place that has no tie at all.", source="design choice")
    repeated_ties: Literal["refuse", "merge"] = choice(
        "refuse", "A tie that a file names twice, or from both ends: an error, or one tie that weighs the sum.",
        source="design choice")
    weight_land_border: float = number(1.0, "Weight of a common land border.", unit="relative weight",
                                       between=(0, 10), reach="world", source="assumption")
    weight_fixed_link: float = number(1.0, "Weight of a bridge or tunnel.", unit="relative weight",
                                      between=(0, 10), reach="world", source="assumption")
    weight_ferry: float = number(0.5, "Weight of a domestic car ferry.", unit="relative weight",
                                 between=(0, 10), reach="world", source="assumption")
    weight_region: float = number(
        1.5, "Weight of lying in the same region.", unit="relative weight", between=(0, 10), reach="world",
        source="assumption; Dahl & Hansen 2006 found the region to matter more than organisation to organisation")
    weight_bodies: float = number(1.0, "Weight of sitting in the same collaboration bodies.", unit="relative weight",
                                  between=(0, 10), reach="world", source="assumption; R15 p. 10-11")
    weight_size_likeness: float = number(0.5, "Weight of being alike in population.", unit="relative weight",
                                         between=(0, 10), reach="world", source="assumption; Shipan & Volden 2008")
    weight_other: float = number(1.0, "Weight of any layer not named above (synthetic graphs, your own files).",
                                 unit="relative weight", between=(0, 10), reach="world", source="assumption")

    @property
    def has_danish_ties(self) -> bool:
        """Tell whether the ties are the Danish ones, as they are or rewired."""
        return self.kind in {"denmark", "rewired"}

    @property
    def whose(self) -> Literal["denmark", "synthetic", "file"]:
        """Whose places these are: Denmark's, numbered ones, or the user's own."""
        if self.kind == "file":
            return "file"
        return "denmark" if self.has_danish_ties or self.places == "denmark" else "synthetic"


class Problems(Section):
    """What municipalities need answers to."""

    fields: tuple[str, ...] = choice(
        ("Eldercare and health", "Children and youth", "Schools", "Employment", "Social services",
         "Technology and environment", "Culture and citizens", "Administration and digital"),
        "Names of the policy fields; each has its own capacity.", source="assumption: usual municipal departments",
        grade="assumption")
    per_field: int = number(5, "Problems in each field.", unit="problems", between=(0, 200), reach="world",
                            source="assumption")
    era_end_per_year: float = number(
        0.1, "Rate at which a problem changes so much that old answers lose relevance (mean era 10 years).",
        unit="per year", between=(0, 2), reach="world", neutral=0.0,
        source="assumption: without renewal own development dies out and the mix is not stable")
    salience_spread: float = number(0.5, "Spread of salience between problems and eras (log-normal sd).",
                                    unit="sd of log", between=(0, 2), reach="world", neutral=0.0, source="assumption")


class Solutions(Section):
    """What answers are like. Gross benefit is log-normal with mean 1, the unit in which value is counted."""

    benefit_sd: float = number(0.8, "Spread of gross benefit between solutions.", unit="sd of log", between=(0, 2),
                               reach="world", neutral=0.0, source="assumption")
    parent_share: float = number(0.6, "Correlation of an inspired solution's log benefit with its parent's.",
                                 unit="correlation", between=(0, 1), reach="world", source="assumption; R2 p. 25")
    drawback_mean: float = number(0.12, "Mean drawback, on one bottom line drawn at random (exponential).",
                                  unit="benefit", between=(0, 2), reach="world", neutral=0.0,
                                  source="assumption; R26 p. 22-23 lists the bottom lines")
    complexity_spread: float = number(0.35, "Spread of complexity around 1.", unit="sd of log", between=(0, 2),
                                      reach="world", neutral=0.0, source="assumption")
    fit_level: float = number(1.2, "Log odds that an average solution from a like municipality fits.",
                              unit="log odds", between=(-6, 20), reach="world", source="assumption; R8 p. 28")
    fit_distance: float = number(0.6, "Log odds of fit lost for each unit of context distance.",
                                 unit="log odds per unit", between=(0, 5), reach="world", neutral=0.0,
                                 source="assumption; R8 p. 28")
    fit_spread: float = number(0.8, "Spread of fit that distance does not explain.", unit="sd of log odds",
                               between=(0, 5), reach="world", neutral=0.0, source="assumption")
    region_distance: float = number(0.3, "Context distance added between regions; size adds |ln population ratio|.",
                                    unit="units", between=(0, 5), reach="world", neutral=0.0, source="assumption")


class External(Section):
    """Answers from outside the municipalities: state, association, region, vendor, abroad (R7 p. 27, R15 p. 10)."""

    per_era: float = number(0.9, "Mean number of external solutions to a problem in one era (at most 4).",
                            unit="solutions", between=(0, 4), reach="world", neutral=0.0, source="assumption")
    arrival_months: float = number(24.0, "Mean months from the start of an era until an external solution comes.",
                                   unit="months", between=(0, 240), reach="world", source="assumption")
    benefit_advantage: float = number(0.9, "Log benefit by which external solutions exceed municipal ones on average.",
                                      unit="log", between=(-2, 2), reach="world", neutral=0.0, grade="calibrated",
                                      source="fitted: some external solutions reach 60-80 % of municipalities")
    distance: float = number(0.0, "Context distance of an external solution to every municipality.", unit="units",
                             between=(0, 5), reach="world", neutral=0.0, source="assumption")
    push_per_month: float = number(
        0.1, "Hazard that the source itself tells a municipality of its solution.", unit="per month", between=(0, 5),
        neutral=0.0, grade="calibrated",
        source="fitted to the same; Dahl & Hansen 2006: the central source mattered more than peers")
    push_months: int = number(60, "Months after arrival during which the source pushes.", unit="months",
                              between=(0, 1200), reach="world", source="assumption")
