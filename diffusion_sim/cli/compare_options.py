"""What ``compare`` does for ``--uncertainty`` (over parameter draws), ``--municipality`` (in one place of ours) and ``--channels`` (a prize split)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from diffusion_sim.cli.options import RunPlan
from diffusion_sim.cli.output import (
    NO_FORECAST,
    SHORT_HASH,
    Table,
    grouped_table,
    note,
    print_json,
    print_table,
    rows,
    say,
    say_words,
    shown_progress,
)
from diffusion_sim.cli.results_folder import ENGLISH, default_folder, refuse_unusable
from diffusion_sim.cli.run import Unfinished, simulated
from diffusion_sim.cli.stopping import stop_once, stopped_status, typed_command
from diffusion_sim.errors import InputError, RunError
from diffusion_sim.words import words

if TYPE_CHECKING:
    import pandas as pd

    from diffusion_sim.results.comparison import Comparison
    from diffusion_sim.results.prize_channels import PrizeChannels
    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.simulation.decided_otherwise import FirstDifference
    from diffusion_sim.sweeps.parameter_draws import DrawsFolder, Robustness
    from diffusion_sim.sweeps.work_folder import WorkFolder

TELLING = ("seed", "replications", "draws", "version", "scenarios", "draws_from", "agreeing_draws_sha256", "ranges")
"""What tells one comparison over many parameter draws from another."""
SHOWN_SOLUTIONS = 10


class Draws(NamedTuple):
    """What is compared, in how many parameter draws, and how each is run."""

    scenarios: tuple[Scenario, ...]
    number: int
    source: str
    plan: RunPlan

    def asked(self) -> dict[str, Any]:
        """Return all that the outcomes depend on."""
        from diffusion_sim.sweeps.parameter_draws import describe_draws

        return describe_draws(self.scenarios, self.number, self.plan.replications, self.plan.seed, self.source)


def source_of(scenario: Scenario, asked: str | None) -> str:
    """Return where parameter draws come from."""
    from diffusion_sim.sweeps.parameter_draws import source_of_draws

    return source_of_draws(scenario, asked)


def refuse_source_alone(draws_from: str | None, uncertainty: int) -> None:
    """Refuse to be told where draws come from when none are wanted."""
    if draws_from is not None and not uncertainty:
        raise InputError("--draws-from", "goes with --uncertainty", "say how many draws, or leave it out")


def refuse_with_uncertainty(plan: RunPlan, municipality: str | None, language: str, more: Mapping[str, bool]) -> None:
    """Refuse what would be left undone, rather than leave it out without a word."""
    asked = {
        "--engine": plan.engine != "compiled",
        "--precision": plan.precision is not None,
        "--posterior": plan.posterior is not None,
        "--municipality": municipality is not None,
        "--language": language != ENGLISH,
        **more,
    }
    for option, given in asked.items():
        if given:
            raise InputError(option, "does not go with --uncertainty", "leave one of them out")


def compare_over_draws(wanted: Draws, out: Path | None, *, as_json: bool, quiet: bool, overwrite: bool) -> None:
    """Compare policies over draws from the parameters' plausible ranges; what is finished is on the disk."""
    from diffusion_sim.simulation import check_arguments
    from diffusion_sim.sweeps.parameter_draws import KIND, DrawsFolder
    from diffusion_sim.sweeps.work_folder import WorkFolder

    plan = wanted.plan
    check_arguments(plan.replications, plan.seed, plan.workers, plan.engine)
    asked = wanted.asked()
    folder = out or default_folder(f"robust-{wanted.scenarios[-1].name}", _digest(asked))
    refuse_unusable(folder, "robustness")
    work, kept = WorkFolder(folder, KIND), DrawsFolder(folder, asked)
    if not overwrite:
        _refuse_other(work, asked)
    try:
        with work.held():
            found = _simulated_draws(wanted, kept, quiet=quiet)
    except KeyboardInterrupt:
        stop_once()
        kept.close()
        note(f"Stopped; {_what_is_kept(kept, folder)}. To run it again: {typed_command()}")
        raise typer.Exit(stopped_status()) from None
    except RunError as error:
        raise RunError(f"{error}; the draws written before are kept" if kept.finished else str(error)) from error
    if found.draws.empty:
        raise RunError(f"no parameter draw could be simulated; the first: {found.failures[0]}")
    _tell_draws(found, folder, wanted, as_json=as_json)


def _as_told(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return what tells one comparison from another, as a manifest has it."""
    told: dict[str, Any] = json.loads(json.dumps({key: asked.get(key) for key in TELLING}))
    return told


def _digest(asked: Mapping[str, Any]) -> str:
    return sha256(json.dumps(_as_told(asked), sort_keys=True).encode()).hexdigest()[:SHORT_HASH]


def _refuse_other(work: WorkFolder, asked: Mapping[str, Any]) -> None:
    """Refuse a folder whose draws are not those that would be written over them."""
    held, wanted = work.content(), _as_told(asked)
    different = [key for key in TELLING if held and held.get(key) != wanted[key]]
    if different:
        found = f"holds another comparison over many parameter draws ({', '.join(different)} differ)"
        raise InputError(work.path.as_posix(), found, "name another folder, or let it be replaced with --overwrite")


def _simulated_draws(wanted: Draws, kept: DrawsFolder, *, quiet: bool) -> Robustness:
    from diffusion_sim.sweeps.parameter_draws import robustness

    scenarios, draws, source, plan = wanted
    with shown_progress("Parameter draws", quiet=quiet, of="draws") as progress:

        def keep(found: Robustness, done: int) -> None:
            kept.keep(found, done)
            progress(done, draws)

        how: dict[str, Any] = {"draws_from": source, "workers": plan.workers, "finished": keep}
        return robustness(scenarios, draws, plan.replications, plan.seed, **how)


def _what_is_kept(kept: DrawsFolder, folder: Path) -> str:
    if kept.finished:
        return f"finished draws are kept in {folder.as_posix()}"
    return "no parameter draw had finished, so nothing was written"


OF_SOURCE = {
    "agreeing": "over draws of {number} parameters under which the Danish baseline agrees with the observed figures",
    "ranges": "over the plausible ranges of {number} parameters",
}


def _tell_draws(found: Robustness, folder: Path, wanted: Draws, *, as_json: bool) -> None:
    summary, plan = found.summary(), wanted.plan
    if found.failures:
        note(f"{len(found.failures)} draws could not be simulated; see {(folder / 'failed.txt').as_posix()}")
    if as_json:
        told = {"folder": folder.as_posix(), "parameters": list(found.parameters), "failed": list(found.failures)}
        print_json({**told, "robustness": rows(summary)})
        return
    for name, of_policy in summary.groupby("scenario", sort=False):
        _print_policy(str(name), of_policy)
    say_words(
        "Helps: share of draws in which the mean difference is for the better; surely: its 95 % interval too. "
        f"Difference: median and 5th to 95th percentile {OF_SOURCE[wanted.source].format(number=len(found.parameters))}, "
        f"{plan.replications} replications, seed {plan.seed}. {NO_FORECAST}"
    )
    say(f"Results folder: {folder.as_posix()} (robustness.csv, draws.csv)")


def _print_policy(name: str, table: pd.DataFrame) -> None:
    title = f"{name}: in {table['draws'].max()} parameter draws"
    heads = ("Measure (unit)", ">Helps", ">surely", ">Difference", ">5 to 95 %", "Sign turned by")
    print_table(Table(title, heads, [_draw_cells(row) for row in table.to_dict("records")]))


def _draw_cells(row: dict[Any, Any]) -> tuple[str, ...]:
    from diffusion_sim.results.display import format_interval, format_number

    shares = [_percent(row[share]) for share in ("helps_share", "surely_helps_share")]
    effect = [format_number(row["median"]), format_interval(row["low"], row["high"])]
    turned = f"{row['turned_by']} (helps when {row['helps_when']})" if row["turned_by"] else "no clear one"
    return (f"{row['label']} ({row['unit']})", *shares, *effect, turned)


def _percent(share: float) -> str:
    from diffusion_sim.results.display import DASH

    return DASH if math.isnan(share) else f"{100 * share:.0f} %"


def refuse_unknown_place(scenario: Scenario, municipality: str) -> None:
    """Refuse, before anything is run, a municipality that is not there."""
    from diffusion_sim.country.selectors import find_place
    from diffusion_sim.setup import build_setup

    find_place(build_setup(scenario).places, municipality)


def tell_municipality(comparison: Comparison, municipality: str, *, quiet: bool) -> None:
    """Print the shares of replications, solution by solution, and why for the solution that differs in most of them."""
    place = comparison.baseline.context.place(municipality).name
    for number, whole in enumerate(comparison.only_because(municipality).to_dict("records")):
        name, replications = str(whole["scenario"]), whole["replications"]
        say(
            f"{place} uses a solution only because of {name} in {whole['share_of_replications']:.0%} of {replications} replications:"
        )
        say(f"{whole['gained']:.2f} solutions more a replication, and {whole['forgone']:.2f} others not any more.")
        table = comparison.uptake_by_solution(municipality)
        table = table[table["scenario"] == name]
        if len(table):
            print_table(_shares_table(table.head(SHOWN_SOLUTIONS), f"{place}: solutions in most replications"))
            _tell_why(comparison, number, place, table.iloc[0], quiet=quiet)


def _shares_table(table: pd.DataFrame, title: str) -> Table:
    rows = [
        (one["label"], str(one["replications"]), f"{one['only_b_share']:.0%}", f"{one['only_a_share']:.0%}")
        for one in table.to_dict("records")
    ]
    return Table(title, ("Solution", ">Replications", ">Only with", ">Only without"), rows)


def _tell_why(comparison: Comparison, number: int, place: str, solution: pd.Series[Any], *, quiet: bool) -> None:
    from diffusion_sim.results.display import DASH
    from diffusion_sim.simulation import first_difference

    if not quiet:
        note(f"Looking for the first appraisal that {place} decided otherwise (up to half a minute) ...")
    a, b = comparison.baseline.context, comparison.others[number].context
    replication, label = int(solution["replication"]), str(solution["label"])
    sides = a.scenario_in(replication), b.scenario_in(replication)
    found = first_difference(*sides, place, str(solution["id"]), replication=replication, seed=a.seed)
    if found is None:
        say(
            f"In replication {replication} {place} decided on every answer to the same problem alike; what differs came from others."
        )
        return
    title = f"Replication {replication}, {found.date}: the first choice that differs, on {label.partition(',')[0]}"
    print_table(_terms_table(found, title))
    say(f"In units of utility, with and without the policy; ✓: chosen; {DASH}: not looked at.")


def _terms_table(found: FirstDifference, title: str) -> Table:
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
    return Table(title, ("Term", *heads), rows)


def _head(side: tuple[str, str, str], *, is_chosen: bool) -> str:
    policy, mode, identity = side
    option, seen = (mode, identity[:4]), ("with" if policy == "B" else "without", "✓" if is_chosen else "")
    return ">" + "\n".join(" ".join(words).strip() for words in (option, seen))


CHANNEL_WORDS = words("en", "channels")


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
        print_table(channels_table(shown, CHANNEL_WORDS["title"].format(name=name)))
        say_words(relabelled_sentence(table.to_dict("records"), "en"))
        say("")
    if tables:
        say_words(f"{CHANNEL_WORDS['legend']} All of it is in {CHANNELS}.")


def channels_table(table: pd.DataFrame, title: str) -> Table:
    """Return a row for each part of each effect, in groups by measure."""
    first, *numbers = CHANNEL_WORDS["heads"]
    cells = [(f"{one['label']} ({one['unit']})", _channel_cells(one)) for one in table.to_dict("records")]
    return grouped_table(title, (first, *(f">{head}" for head in numbers)), cells)


def _channel_cells(one: Mapping[Any, Any]) -> tuple[str, ...]:
    from diffusion_sim.results.display import format_interval, format_number

    percent = format_number(one["percent"])
    return (
        CHANNEL_WORDS["parts"][one["channel"]],
        format_number(one["difference"]),
        format_interval(one["low"], one["high"]),
        f"{one['percent']:.0f} %" if one["percent"] == one["percent"] else percent,
        format_number(one["alone"]),
        format_number(one["taken_away"]),
    )
