"""What ``compare --channels`` adds: each prize split into incentive, recognition and visibility."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from diffusion_sim.cli.options import RunPlan
from diffusion_sim.cli.output import Table, grouped_table, note, print_table, say, say_words
from diffusion_sim.cli.run import Unfinished, simulated
from diffusion_sim.words import words

if TYPE_CHECKING:
    import pandas as pd

    from diffusion_sim.results.comparison import Comparison
    from diffusion_sim.results.prize_channels import PrizeChannels
    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario

WORDS = words("en", "channels")


def refuse_without_channels(scenarios: Sequence[Scenario]) -> None:
    """Refuse, before anything runs, policies without a prize and a baseline with one."""
    from diffusion_sim.simulation.switched_channels import refuse_without_prize

    for policy in scenarios[1:]:
        refuse_without_prize(scenarios[0], policy)


def split_by_channels(comparison: Comparison, plan: RunPlan, folder: Path, *, quiet: bool) -> dict[str, pd.DataFrame]:
    """Run each prize with each set of its channels, write the table into the folder and return it, policy by policy."""
    from diffusion_sim.results.prize_channels import save_channels

    same = plan._replace(replications=len(comparison.replications), precision=None)
    try:
        splits = {
            name: _split(comparison.baseline, policy, same, quiet=quiet)
            for name, policy in zip(comparison.names, comparison.others, strict=True)
        }
    except Unfinished as rest:
        note(f"{rest.why} while the prize was split; the comparison itself is in {folder.as_posix()}.")
        raise typer.Exit(rest.status) from rest
    save_channels(splits, folder)
    return {name: one.table() for name, one in splits.items()}


def _split(baseline: Result, policy: Result, plan: RunPlan, *, quiet: bool) -> PrizeChannels:
    from diffusion_sim.simulation.switched_channels import split, switched

    wanted = switched(policy.context.scenario)
    results = simulated(list(wanted.values()), plan, f"Channels of {policy.context.scenario.name}", quiet=quiet)
    return split(baseline, policy, dict(zip(wanted, results, strict=True)))


def print_channels(tables: Mapping[str, pd.DataFrame]) -> None:
    """Print the split of each policy, what is relabelled, and how to read it."""
    from diffusion_sim.reports.sentences import relabelled_sentence
    from diffusion_sim.results.prize_channels import REWARDED
    from diffusion_sim.results.storage import CHANNELS

    for name, table in tables.items():
        shown = table[table["measure"] != REWARDED]
        print_table(channels_table(shown, WORDS["title"].format(name=name)))
        say_words(relabelled_sentence(table.to_dict("records"), "en"))
        say("")
    if tables:
        say_words(f"{WORDS['legend']} All of it is in {CHANNELS}.")


def channels_table(table: pd.DataFrame, title: str) -> Table:
    """Return a row for each part of each effect, in groups by measure."""
    first, *numbers = WORDS["heads"]
    cells = [(f"{one['label']} ({one['unit']})", _cells(one)) for one in table.to_dict("records")]
    return grouped_table(title, (first, *(f">{head}" for head in numbers)), cells)


def _cells(one: Mapping[Any, Any]) -> tuple[str, ...]:
    from diffusion_sim.results.display import format_interval, format_number

    percent = format_number(one["percent"])
    return (
        WORDS["parts"][one["channel"]],
        format_number(one["difference"]),
        format_interval(one["low"], one["high"]),
        f"{one['percent']:.0f} %" if one["percent"] == one["percent"] else percent,
        format_number(one["alone"]),
        format_number(one["taken_away"]),
    )
