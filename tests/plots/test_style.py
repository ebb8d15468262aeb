"""Whatever scenarios, places and innovations are called, a figure prints it, as text, where it can be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from results.handmade_records import case, context, record, solution

from diffusion_sim import plots
from diffusion_sim.codes import Heard, Mode
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.style import shown
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.result import Result

if TYPE_CHECKING:
    from pathlib import Path


NAMES = {
    "Grant of $5m or $6m": "Grant of $5m or $6m", "$": "$", r"\$": r"\$", "_^{}": "\u200a_^{}", r"$\frac{$": r"$\frac{$",
    "_": "\u200a_", "nul\0bell\a\x1b[31m": "nul□bell□□[31m", "prize 🇩🇰": "prize □□", "{base} {0} %s": "{base} {0} %s",
    "two\nlines": "two lines", "<b>&amp;": "<b>&amp;", "A\u030astad": "A\u030astad", "x" * 200: f"{'x' * 29}…{'x' * 14}",
}  # fmt: skip


def renamed(result: Result, name: str) -> Result:
    scenario = result.context.scenario.model_copy(update={"name": name})  # also what a scenario file may not hold
    return Result(replace(result.context, scenario=scenario), result.records)


def text_in_svg(figure: TracedFigure, folder: Path) -> str:
    """Write a figure as files, with every warning an error; return the text of the SVG file, which must be XML."""
    figure.savefig(folder / "figure.png", dpi=40)
    figure.savefig(folder / "figure.svg")
    return "\n".join(ET.parse(folder / "figure.svg").getroot().itertext())


def test_a_scenario_is_called_what_it_is_called(result: Result, tmp_path: Path) -> None:
    effect = Comparison(result, tuple(renamed(result, name) for name in NAMES))
    told = text_in_svg(plots.comparison(effect), tmp_path).splitlines()
    assert [name for name in NAMES if shown(name, 110) not in told] == []
    assert {name: shown(name) for name in NAMES} == NAMES


def test_names_that_differ_at_their_ends_differ_when_cut() -> None:
    name = "A leadership programme for all municipal chief executives in the five regions, number {}"
    assert shown(name.format(1), 44) != shown(name.format(2), 44)
    assert len(shown(name, 44)) <= 44


def test_places_regions_and_innovations_are_text_too(tmp_path: Path) -> None:
    known = context(innovations=("_$a$", "$"))
    odd = tuple(place._replace(name=f"_${n}^", region="_$r_$") for n, place in enumerate(known.places))
    cases = [case(odd[0].code, 0, heard_via=Heard.CONTACT, heard_from=odd[1].code, mode=Mode.COPY, implemented=20)]
    named = Result(
        type(known)(**{**vars(known), "places": odd}), (record(cases, [solution(0, source=0, innovation=0)]),)
    )
    assert "_$a$" in text_in_svg(plots.adoption_curves(named), tmp_path)
    told = text_in_svg(plots.reuse_network(named), tmp_path)
    assert "_$0^" in told
    assert "_$r_$" in told
    assert "_$1^" in text_in_svg(plots.tile_map(named), tmp_path)
