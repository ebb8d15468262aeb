"""Tables of the page: what it costs, what changed case by case, who copied whom."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from diffusion_sim.reports.numbers import shown_interval, shown_number, shown_signed
from diffusion_sim.results.measures.worth import COST
from diffusion_sim.results.paired.labels import labelled_cases
from diffusion_sim.results.reuse import who_copied_whom

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from diffusion_sim.results.paired import Comparison

SHOWN_CASES, SHOWN_PAIRS = 100, 15


def html_table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str, empty: str) -> str:
    """Return a table; cells are escaped."""
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    if not body:
        return f"<p>{escape(empty)}</p>"
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    note = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f'<table class="lab">{note}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def cost_table(summary: pd.DataFrame, words: Mapping[str, str], language: str) -> str:
    """Return what each kind of public cost is, and what the policy changes in it."""
    kept = summary[summary["measure"].isin([measure.key for measure in COST])].to_dict("records")
    rows = (
        (f"{one['label']} ({one['unit']})", shown_number(one["baseline_mean"], language),
         shown_signed(one["difference"], language), shown_interval(one["low"], one["high"], language))
        for one in kept
    )  # fmt: skip
    head = (words["measure"], words["baseline"], words["difference_head"], words["interval"])
    return html_table(head, rows, "", words["nothing"])


def changed_table(comparison: Comparison, code: int | None, words: Mapping[str, str]) -> str:
    """Return the cases of the first world that one policy put to use and the other did not."""
    a, b = comparison.baseline.runs[0], comparison.others[0].runs[0]
    cases = labelled_cases(a, b)
    used = [cases[f"put_to_use_{side}"].fillna(value=False).astype(bool) for side in ("a", "b")]
    differing = cases[used[0] != used[1]]
    if code is not None:
        differing = differing[differing["code"] == code]
    places = comparison.baseline.context.place_by_code
    rows = (
        (places[int(one["code"])].name, str(one["id"])[:8], *(_use(one, side, words) for side in ("a", "b")))
        for one in differing.head(SHOWN_CASES).to_dict("records")
    )
    caption = words["one_world"].format(n=len(comparison.replications), m=len(differing))
    head = (words["municipality"], words["solution"], words["without"], words["with"])
    return html_table(head, rows, caption, words["nothing"])


def copied_table(comparison: Comparison, words: Mapping[str, str], language: str) -> str:
    """Return the pairs of municipalities between which most was reused."""
    counted = who_copied_whom(comparison.others[0])
    worlds = len(comparison.others[0].records)
    totals = counted.groupby(["from_name", "to_name"])["count"].sum().nlargest(SHOWN_PAIRS) / worlds
    rows = (
        (str(pair[0]), str(pair[1]), shown_number(times, language))  # type: ignore[index]  # a pair of names
        for pair, times in totals.items()
    )
    caption = words["copied_note"].format(n=worlds)
    return html_table((words["from"], words["to"], words["times"]), rows, caption, words["nothing"])


def _use(case: Mapping[object, object], side: str, words: Mapping[str, str]) -> str:
    if case[f"put_to_use_{side}"] is True:
        return words["used"].format(mode=words[str(case[f"mode_{side}"])])
    return words["unused"]
