"""Who, where, when, and what they need answers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.scenario.story.words import count, duration, joined, month

if TYPE_CHECKING:
    from diffusion_sim.scenario.scenario import Scenario

GRAPHS = {
    "rewired": "the Danish ties, shuffled so that everybody keeps as many",
    "complete": "everybody is tied to everybody",
    "ring": "everybody is tied to the nearest on a ring",
    "watts_strogatz": "a ring with some ties thrown across (a small world after Watts and Strogatz)",
    "erdos_renyi": "ties thrown at random (after Erdős and Rényi)",
    "barabasi_albert": "a few hubs hold most ties (after Barabási and Albert)",
}
LAYERS = {
    "land_border": "a common land border",
    "fixed_link": "a bridge or tunnel",
    "ferry": "a ferry",
    "region": "the same region",
    "bodies": "the same collaboration bodies",
    "size_likeness": "likeness in population",
}


def setting(scenario: Scenario) -> str:
    """Tell who takes part, how they are tied and which months are told of."""
    time = scenario.time
    burn_in = (
        f" The {duration(time.burn_in_months)} before run unseen, so that the country already has solutions in use."
        if time.burn_in_months
        else " Nothing is in use at the start."
    )
    return (
        f"{_who(scenario)}, from {month(time.first_month)} and for {duration(time.months)}.{burn_in} "
        f"{_ties(scenario)} Each municipality decides for itself, month by month."
    )


def _who(scenario: Scenario) -> str:
    network = scenario.network
    made_up = count(network.size, "made-up place").capitalize()
    return {
        "file": "The places of your own files", "denmark": "The Danish municipalities", "synthetic": made_up,
    }[network.whose]  # fmt: skip


def _ties(scenario: Scenario) -> str:
    network = scenario.network
    if network.kind == "file":
        return "Who is tied to whom stands in your own files."
    if network.kind != "denmark":
        return f"Who is tied to whom is made up: {GRAPHS[network.kind]}."
    weights = {words: getattr(network, f"weight_{layer}") for layer, words in LAYERS.items()}
    ties = sorted((layer for layer, weight in weights.items() if weight > 0), key=lambda layer: -weights[layer])
    return f"They are tied by {joined(ties)}, the strongest first." if ties else "No tie counts."


def problems(scenario: Scenario) -> str:
    """Tell what there is to solve and where answers from outside come from."""
    declared, external = scenario.problems, scenario.external
    if not declared.per_field:
        return "No problems are drawn: there is nothing but the innovations given below."
    kinds = declared.per_field * len(declared.fields)
    era = (
        f"After about {count(round(1 / declared.era_end_per_year), 'year')} a problem has changed so much that old "
        "answers lose their value."
        if declared.era_end_per_year
        else "Problems never change, so that a good answer stays one."
    )
    outside = (
        "Some answers come from outside: the state, the association of municipalities, a region, a vendor or abroad"
        + ("; whoever made them goes about with them." if external.push_per_month else ".")
        if external.per_era
        else "No answers come from outside the municipalities."
    )
    fields = count(len(declared.fields), "policy field")
    return f"All meet the same {count(kinds, 'problem')} in {fields}. {era} {outside}"
