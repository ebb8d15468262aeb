"""What the additional implementations of a prize are made of: incentive, recognition, visibility, and what is relabelled."""

from __future__ import annotations

import math
import os
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from diffusion_sim.errors import InputError
from diffusion_sim.lab.answer import Unwanted
from diffusion_sim.lab.four_answers import verdict_of
from diffusion_sim.model.driver import simulate_records
from diffusion_sim.model.past import Pasts
from diffusion_sim.reports.sentences import relabelled_sentence, shown_interval, shown_signed
from diffusion_sim.results.measures import MODES, measure
from diffusion_sim.results.prize_channels import IMPLEMENTED, OTHER, RELABELLED, REWARDED, SUM, parts_of, rows_of
from diffusion_sim.results.reported_run import ReportedRun
from diffusion_sim.setup import build_setup
from diffusion_sim.simulation.switched_channels import channels_of, every_set, refuse_without_prize, switched
from diffusion_sim.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diffusion_sim.lab.answer import Answer, Watch
    from diffusion_sim.lab.four_answers import Page
    from diffusion_sim.results.prize_channels import Channels

    Rows = list[dict[str, Any]]

AT_A_TIME = 8
"""Replications simulated with every set of channels before the next: their burn-ins, 18 MB each for all of Denmark, are kept meanwhile."""
COUNTED = (IMPLEMENTED, *(f"implemented_{mode}_per_year" for mode in MODES))
"""What is kept of a replication."""
SHOWN = (IMPLEMENTED, REWARDED, RELABELLED)


def can_be_split(answer: Answer) -> bool:
    """Tell whether the policy has a prize, and the baseline none."""
    baseline, policy = (side.context.scenario for side in answer.sides)
    try:
        refuse_without_prize(baseline, policy)
    except InputError:
        return False
    return True


def split_rows(answer: Answer, watch: Watch) -> Rows:
    """Return the rows of ``prize_channels(...).table()`` on what is implemented, from the answer's own replications.

    Raises
    ------
    Unwanted
        As soon as nobody wants them any more.
    """
    baseline, policy = answer.sides
    scenario = policy.context.scenario
    levels = _switched_levels(answer, watch) | {channels_of(scenario): _counted(policy.runs)}
    before, by_channels = _counted(baseline.runs), every_set(scenario, levels)
    may_win = scenario.prize.eligible_modes
    return [row for key in SHOWN for row in rows_of(key, parts_of(key, before, by_channels, may_win))]


def _switched_levels(answer: Answer, watch: Watch) -> dict[Channels, pd.DataFrame]:
    """Simulate the policy with each set of its channels but all of them; what is not counted is dropped at once."""
    context = answer.sides[1].context
    setups = {on: build_setup(one) for on, one in switched(context.scenario).items()}
    numbers = answer.comparison.replications
    levels: dict[Channels, list[pd.DataFrame]] = {on: [] for on in setups}
    for done in range(0, len(numbers), AT_A_TIME):
        pasts = Pasts()
        for on, setup in setups.items():
            if not watch.wanted():
                raise Unwanted
            some = numbers[done : done + AT_A_TIME]
            records = simulate_records(setup, context.seed, some, os.cpu_count() or 1, pasts)
            levels[on].append(_counted(ReportedRun(context, record) for record in records))
        watch.progress(min(done + AT_A_TIME, len(numbers)), len(numbers))
    return {on: pd.concat(frames, ignore_index=True) for on, frames in levels.items()}


def _counted(runs: Iterable[ReportedRun]) -> pd.DataFrame:
    return pd.DataFrame([{key: measure(key).compute(run) for key in COUNTED} for run in runs])


def split_table(rows: Rows, page: Page) -> str:
    """Return the parts of what is implemented more, with intervals, and what of it is relabelled, as HTML."""
    words, language = page
    shown = [row for row in rows if row["measure"] == IMPLEMENTED and row["channel"] != SUM]
    shown = [row for row in shown if row["channel"] != OTHER or row["difference"]]
    head = (words["part"], words["more_column"], words["of_whole"])
    top = "".join(f'<th scope="col"{" class=n" if at else ""}>{escape(name)}</th>' for at, name in enumerate(head))
    body = "".join(_row(row, page) for row in shown)
    note = escape(words["made_of_note"].format(n=shown[0]["replications"]))
    return (
        f"<h3>{escape(words['made_of'])}</h3><div class='wide' tabindex='0'><table class='lab parts'>"
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
        f"<p>{escape(relabelled_sentence(rows, language))}</p><p class='note'>{note}</p>"
    )


def _row(row: Mapping[str, Any], page: Page) -> str:
    words, language = page
    name = words.get(f"part_{row['channel']}") or words_of(language, "channels")["parts"][row["channel"]]
    known = not math.isnan(row["percent"])
    percent = words["percent"].format(value=f"{row['percent']:.0f}".replace("-", "−")) if known else "–"
    ends = shown_interval(row["low"], row["high"], language)
    numbers = (
        f'<td class="n">{shown_signed(row["difference"], language)}<br><small>{ends}</small></td>'
        f'<td class="n">{percent}</td>'
    )
    kind = f"{verdict_of(row['low'], row['high'])} {row['channel']}"
    return f'<tr class="{kind}"><th scope="row">{escape(name)}</th>{numbers}</tr>'
