"""``compare --municipality``: what a policy makes one municipality do, and the first appraisal that came out otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diffusion_sim.cli.output import note, print_table, say
from diffusion_sim.cli.tables import plain_table
from diffusion_sim.places import find_place

if TYPE_CHECKING:
    import pandas as pd

    from diffusion_sim.results.paired import Comparison
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.simulation.decided_otherwise import FirstDifference

SHOWN_SOLUTIONS = 10


def refuse_unknown_place(scenario: Scenario, municipality: str) -> None:
    """Refuse, before anything is run, a municipality that is not there."""
    from diffusion_sim.world import build_world

    find_place(build_world(scenario).places, municipality)


def tell_municipality(comparison: Comparison, municipality: str, *, quiet: bool) -> None:
    """Print the shares of worlds, solution by solution, and why for the solution that differs in most of them."""
    place = comparison.baseline.context.place(municipality).name
    for number, whole in enumerate(comparison.only_because(municipality).to_dict("records")):
        name, worlds = str(whole["scenario"]), whole["replications"]
        say(f"{place} uses a solution only because of {name} in {whole['share_of_worlds']:.0%} of {worlds} worlds:")
        say(f"{whole['gained']:.2f} solutions more a world, and {whole['forgone']:.2f} others not any more.")
        table = comparison.uptake_by_solution(municipality)
        table = table[table["scenario"] == name]
        if len(table):
            print_table(_shares(table.head(SHOWN_SOLUTIONS), f"{place}: solutions in most worlds"))
            _tell_why(comparison, number, place, table.iloc[0], quiet=quiet)


def _shares(table: pd.DataFrame, title: str) -> Any:  # noqa: ANN401 - a table of rich, which is slow to import
    rows = [
        (one["label"], str(one["worlds"]), f"{one['only_b_share']:.0%}", f"{one['only_a_share']:.0%}")
        for one in table.to_dict("records")
    ]
    return plain_table(title, ("Solution", ">Worlds", ">Only with", ">Only without"), rows)


def _tell_why(comparison: Comparison, number: int, place: str, solution: pd.Series[Any], *, quiet: bool) -> None:
    from diffusion_sim.results.display import DASH
    from diffusion_sim.simulation import first_difference

    if not quiet:
        note(f"Looking for the first appraisal that {place} decided otherwise (up to half a minute) ...")
    a, b = comparison.baseline.context, comparison.others[number].context
    world, label = int(solution["world"]), str(solution["label"])
    sides = a.scenario_in(world), b.scenario_in(world)
    found = first_difference(*sides, place, str(solution["id"]), replication=world, seed=a.seed)
    if found is None:
        say(
            f"In world {world} {place} decided on every answer to the same problem alike; what differs came from others."
        )
        return
    title = f"World {world}, {found.date}: the first choice that differs, on {label.partition(',')[0]}"
    print_table(_terms(found, title))
    say(f"In taste units, with and without the policy; ✓: chosen; {DASH}: not looked at.")


def _terms(found: FirstDifference, title: str) -> Any:  # noqa: ANN401 - as above
    """Return the terms of what was chosen under either policy, as each of them sees it."""
    from diffusion_sim.results.display import DASH

    table = found.table()
    options = table.loc[table["chosen"], ["mode", "id"]].drop_duplicates().itertuples(index=False)
    sides = [(policy, mode, identity) for mode, identity in options for policy in ("A", "B")]
    chosen = set(table.loc[table["chosen"], ["policy", "mode", "id"]].itertuples(index=False, name=None))
    seen = table.set_index(["policy", "mode", "id"])
    heads = [_head(side, is_chosen=side in chosen) for side in sides]
    terms = [column for column in table.columns if column not in {"policy", "mode", "id", "chosen"}]
    rows = [
        (term, *(f"{seen.loc[side, term]:.2f}" if side in seen.index else DASH for side in sides)) for term in terms
    ]
    return plain_table(title, ("Term", *heads), rows)


def _head(side: tuple[str, str, str], *, is_chosen: bool) -> str:
    policy, mode, identity = side
    option, seen = (mode, identity[:4]), ("with" if policy == "B" else "without", "✓" if is_chosen else "")
    return ">" + "\n".join(" ".join(words).strip() for words in (option, seen))
