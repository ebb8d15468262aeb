"""Maps: every municipality a tile, one number or its flows, and only where there are tiles."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_hex
from plots.drawn import MAPS, written
from results.handmade_records import case, context, record, result_of, solution
from results.synthetic_records import synthetic_result

import diffusion_sim as ds
from diffusion_sim import plots
from diffusion_sim.codes import Heard, Mode
from diffusion_sim.errors import InputError
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.maps import MOST_NAMED, can_be_named, tile_label
from diffusion_sim.plots.style import UNCLEAR
from diffusion_sim.results.result import Result

if TYPE_CHECKING:
    from pathlib import Path


def test_tile_map_has_every_municipality_and_a_unit(result: Result, figures: dict[str, TracedFigure]) -> None:
    text = written(figures["tile_map"])
    for place in result.context.places:
        assert tile_label(place.name) in text
    assert "solutions at the end" in text


def test_tile_colours_follow_the_values() -> None:
    result = synthetic_result(replications=1)
    axes = plots.tile_map(result, "aware").axes[0]
    aware = result.municipalities["aware"].to_numpy()
    shades = [sum(patch.get_facecolor()[:3]) for patch in axes.patches]
    assert int(np.argmin(shades)) == int(np.argmax(aware))  # darker for more


def test_tiles_are_grey_where_chance_explains_them_and_the_caption_says_so() -> None:
    """Municipalities of a made-up country are alike, apart from one that hears of much more."""
    few, many = (synthetic_result(replications=number) for number in (4, 13))
    front_runner = many.context.places[3].code
    ours = many.municipalities["code"] == front_runner
    many.municipalities.loc[ours, "aware"] += 100
    of_few, of_many = (plots.tile_map(result, "aware") for result in (few, many))
    told = " ".join(written(of_many).split())
    assert "Below 12 replications no tile is told from chance." in " ".join(written(of_few).split())
    assert "Grey: chance may explain the distance from the mean of all." in told
    assert "by chance in one replication" in told
    assert UNCLEAR.lower() not in {to_hex(patch.get_facecolor()) for patch in of_few.axes[0].patches}
    colours = [to_hex(patch.get_facecolor()) for patch in of_many.axes[0].patches]
    assert colours[3] != UNCLEAR.lower()
    assert colours.count(UNCLEAR.lower()) > 90


def test_an_unknown_map_measure_is_refused_with_the_nearest_name(result: Result) -> None:
    with pytest.raises(InputError, match="reused_by_others"):
        plots.tile_map(result, "reused_by_other")


def test_places_without_tiles_are_refused_and_left_out_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plots, "write_figure", lambda _, folder, name: [folder / f"{name}.svg"])
    known = context()
    bare = tuple(place._replace(tile_row=-1, tile_column=-1) for place in known.places)
    synthetic = Result(
        type(known)(known.scenario, 5, 1, "0.1.0", bare, known.layer_names, known.problems), (record([], []),)
    )
    with pytest.raises(InputError, match="no tile"):
        plots.tile_map(synthetic)
    names = {path.stem for path in plots.save_all(synthetic, tmp_path)}
    assert "ledger" in names
    assert not names & MAPS


def test_reuse_network_says_that_it_is_no_ranking(figures: dict[str, TracedFigure]) -> None:
    text = " ".join(written(figures["reuse_network"]).split())
    assert "Of 15 municipalities" in text
    assert "do not read this as a ranking of hubs" in text


@pytest.fixture(scope="module")
def invented() -> Result:
    changes = {"network.kind": "ring", "network.places": "synthetic", "network.size": 49, "time.months": 6}
    return ds.simulate(ds.Scenario().with_changes(changes | {"time.burn_in_months": 24}), replications=2)


def test_maps_of_an_invented_country_say_nothing_of_denmark(invented: Result) -> None:
    network = " ".join(written(plots.reuse_network(invented)).split())
    assert "Mean of 2 replications." in network
    assert "collaboration bodies" not in network
    assert "in the order of its number" in written(plots.tile_map(invented))


def test_the_legend_of_the_reuse_network_covers_no_place(invented: Result) -> None:
    figure = plots.reuse_network(invented)
    figure.settle()
    figure.savefig(io.BytesIO(), format="png")
    axes = figure.axes[0]
    legend = axes.get_legend().get_window_extent()
    circles = [patch for patch in axes.patches if isinstance(patch, mpl.patches.Circle)]
    assert len(circles) == 49
    assert not any(legend.overlaps(circle.get_window_extent()) for circle in circles)


def test_names_fit_the_tiles_of_so_many_places_and_no_more() -> None:
    known = context()
    many = tuple(known.places[0]._replace(code=code, tile_row=code, tile_column=0) for code in range(MOST_NAMED + 1))
    assert can_be_named(many[1:])
    assert not can_be_named(many)


def test_reuse_network_draws_an_arrow_for_each_flow() -> None:
    aware = {"heard_via": Heard.CONTACT, "heard_from": 791, "heard_layer": 1, "mode": Mode.COPY}
    cases = [case(740, 0, **aware, implemented=20), case(101, 0, **aware, implemented=21)]
    figure = plots.reuse_network(result_of(record(cases, [solution(0, origin=791)])))
    arrows = figure.findobj(mpl.patches.FancyArrowPatch)
    assert len([arrow for arrow in arrows if not isinstance(arrow, mpl.text.Annotation)]) == 2


@pytest.mark.parametrize(("name", "label"), [
    ("Vejle", "Vejle"), ("Frederikshavn", "Frederiks-\nhavn"), ("Ikast-Brande", "Ikast-\nBrande"),
    ("Ringkøbing-Skjern", "Ring-\nkøbing-\nSkjern"), ("Constantinople", "Constant."),
    ("Place 100", "Place\n100"),
])  # fmt: skip
def test_long_names_are_broken_to_fit_a_tile(name: str, label: str) -> None:
    assert tile_label(name) == label
