"""Every figure says what it shows, in which unit, how uncertain it is and where it comes from."""

from __future__ import annotations

import inspect
import io
import re
import warnings
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_hex
from PIL import Image
from results.handmade_records import case, context, record, result_of, solution
from results.synthetic_records import synthetic_result

import diffusion_sim as ds
from diffusion_sim import plots
from diffusion_sim.errors import InputError
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.style import KIND_COLOURS, MODE_COLOURS
from diffusion_sim.plots.tiles import MOST_NAMED, can_be_named, tile_label
from diffusion_sim.results.paired import Comparison
from diffusion_sim.results.result import Result
from diffusion_sim.rules.codes import Heard, Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from matplotlib.axes import Axes

OF_RESULT = ("adoption_curves", "stages_over_time", "mode_mix", "tile_map", "reuse_network", "cliff_survival", "ledger")
OF_COMPARISON = ("comparison", "demo")
MAPS = {"tile_map", "reuse_network"}


@pytest.fixture(scope="module")
def result() -> Result:
    return synthetic_result(replications=3)


@pytest.fixture(scope="module")
def effect(result: Result) -> Comparison:
    return Comparison(result, (synthetic_result(replications=3, eagerness=1.4, name="eager"),))


@pytest.fixture(scope="module")
def figures(result: Result, effect: Comparison) -> dict[str, TracedFigure]:
    drawn = {name: getattr(plots, name)(result) for name in OF_RESULT}
    return drawn | {name: getattr(plots, name)(effect) for name in OF_COMPARISON}


def written(figure: TracedFigure) -> str:
    """All text of a figure, subfigures and axes included."""
    return "\n".join(text.get_text() for text in figure.findobj(mpl.text.Text))


def panels(figure: TracedFigure) -> Iterator[Axes]:
    """Panels with axes of numbers: neither maps nor colour bars."""
    return (axes for axes in figure.axes if axes.get_xticks().size and axes.get_label() != "<colorbar>")


@pytest.mark.parametrize("name", [*OF_RESULT, *OF_COMPARISON])
def test_figure_has_title_caption_and_footer(name: str, figures: dict[str, TracedFigure], result: Result) -> None:
    figure = figures[name]
    text = written(figure)
    assert figure.title in text
    assert "model output, not a forecast" in text
    assert f"made up ({result.context.scenario_hash[:12]})" in text
    assert "diffusion-sim 0.1.0, seed 7, 3 replications" in text


@pytest.mark.parametrize("name", [*OF_RESULT, *OF_COMPARISON])
def test_every_panel_of_numbers_names_its_axes(name: str, figures: dict[str, TracedFigure]) -> None:
    drawn = list(panels(figures[name]))
    assert drawn or name in MAPS
    for axes in drawn:
        assert axes.get_xlabel(), axes.get_title()
        named_rows = any(not text.get_text().lstrip("−").isdigit() for text in axes.get_yticklabels())
        shares_label = any(other.get_ylabel() for other in figures[name].axes)
        assert axes.get_ylabel() or named_rows or shares_label, axes.get_title()


@pytest.mark.parametrize("name", ["adoption_curves", "stages_over_time", "mode_mix", "cliff_survival", "demo"])
def test_bands_are_explained_where_they_are_drawn(name: str, figures: dict[str, TracedFigure]) -> None:
    text = " ".join(written(figures[name]).split())
    assert "median of 3 replications; dark and light bands: their middle 50 % and 90 %" in text


def test_one_replication_says_that_its_spread_is_unknown() -> None:
    single = synthetic_result(replications=1)
    figure = plots.stages_over_time(single)
    assert "its spread is unknown" in written(figure)
    assert not figure.findobj(mpl.collections.PolyCollection)


@pytest.mark.parametrize("name", [*OF_RESULT, *OF_COMPARISON])
def test_png_carries_version_scenario_hash_and_seed(
    name: str, figures: dict[str, TracedFigure], result: Result
) -> None:
    buffer = io.BytesIO()
    figures[name].savefig(buffer, format="png", dpi=40)
    with Image.open(buffer) as image:
        text = image.text
    assert text["Software"] == "diffusion-sim 0.1.0"
    assert result.context.scenario_hash in text["Scenario hash"]
    assert (text["Seed"], text["Replications"]) == ("7", "3")
    assert "not a forecast" in text["Description"]


def test_a_pdf_for_a_paper_is_vector_with_its_fonts_inside_and_no_date(result: Result, tmp_path: Path) -> None:
    plots.mode_mix(result).savefig(tmp_path / "mix.pdf")
    content = (tmp_path / "mix.pdf").read_bytes()
    fonts = re.findall(rb"/BaseFont /(\S+)", content)
    assert fonts
    assert all(name.split(b"+")[-1].startswith(b"DejaVuSans") for name in fonts)
    assert b"/FontFile2" in content  # TrueType, embedded
    assert b"/Type3" not in content  # which journals refuse
    assert b"/Subtype /Image" not in content
    assert b"CreationDate" not in content
    assert result.context.scenario_hash.encode() in content


def test_svg_carries_them_too_and_no_date(result: Result, tmp_path: Path) -> None:
    plots.mode_mix(result).savefig(tmp_path / "mix.svg")
    text = (tmp_path / "mix.svg").read_text(encoding="utf-8")
    assert result.context.scenario_hash in text
    assert "diffusion-sim 0.1.0" in text
    assert "<dc:date>" not in text
    ET.parse(tmp_path / "mix.svg")


def test_two_drawings_of_one_figure_are_the_same_file(result: Result, tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg", "one.png", "two.png"):
        plots.cliff_survival(result).savefig(tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_drawing_leaves_the_users_own_settings_alone(result: Result) -> None:
    before = dict(mpl.rcParams)
    plots.mode_mix(result).savefig(io.BytesIO(), format="png", dpi=30)
    assert dict(mpl.rcParams) == before


def test_text_stays_inside_the_figure(figures: dict[str, TracedFigure]) -> None:
    for name, figure in figures.items():
        figure.draw_without_rendering()
        width, height = figure.bbox.width, figure.bbox.height
        for text in figure.texts:
            box = text.get_window_extent()
            assert box.x0 >= 0, (name, text.get_text())
            assert box.x1 <= width, (name, text.get_text())
            assert box.y0 >= 0, (name, text.get_text())
            assert box.y1 <= height, (name, text.get_text())


def test_a_long_scenario_name_does_not_leave_the_figure(result: Result) -> None:
    long = synthetic_result(replications=3, eagerness=1.2, name="a policy " * 25)
    for figure in (plots.cliff_survival(long), plots.demo(Comparison(result, (long,)))):
        figure.draw_without_rendering()
        assert all(text.get_window_extent().x1 <= figure.bbox.width for text in figure.texts)


def test_danish_letters_are_drawn_without_a_missing_glyph(result: Result) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        plots.tile_map(result).savefig(io.BytesIO(), format="png", dpi=40)
    assert [str(warning.message) for warning in told if "Glyph" in str(warning.message)] == []


def test_mode_mix_marks_the_barometer_and_its_source(figures: dict[str, TracedFigure]) -> None:
    text = written(figures["mode_mix"])
    assert "Innovationsbarometeret" in text
    for target in ("17.6 %", "61.5 %", "20.9 %"):
        assert target in text


def test_tile_map_has_every_municipality_and_a_unit(result: Result, figures: dict[str, TracedFigure]) -> None:
    text = written(figures["tile_map"])
    for place in result.context.places:
        assert tile_label(place.name) in text
    assert "solutions at the end" in text


def test_tile_colours_follow_the_values() -> None:
    result = synthetic_result(replications=1)
    axes = plots.tile_map(result, "heard").axes[0]
    heard = result.municipalities["heard"].to_numpy()
    shades = [sum(patch.get_facecolor()[:3]) for patch in axes.patches]
    assert int(np.argmin(shades)) == int(np.argmax(heard))  # darker for more


def test_an_unknown_map_measure_is_refused_with_the_nearest_name(result: Result) -> None:
    with pytest.raises(InputError, match="reused_by_others"):
        plots.tile_map(result, "reused_by_other")


def test_places_without_tiles_are_refused_and_left_out_of_the_folder(tmp_path: Path) -> None:
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
    heard = {"heard_via": Heard.CONTACT, "heard_from": 791, "heard_layer": 1, "mode": Mode.COPY}
    cases = [case(740, 0, **heard, operating=20), case(101, 0, **heard, operating=21)]
    figure = plots.reuse_network(result_of(record(cases, [solution(0, origin=791)])))
    arrows = figure.findobj(mpl.patches.FancyArrowPatch)
    assert len([arrow for arrow in arrows if not isinstance(arrow, mpl.text.Annotation)]) == 2


@pytest.mark.parametrize("name", [name for name in OF_RESULT if name != "reuse_network"])
def test_a_run_in_which_nothing_happened_can_be_drawn(name: str) -> None:
    nothing = result_of(record([], []))
    draw: Callable[[Result], TracedFigure] = getattr(plots, name)
    picture = io.BytesIO()
    draw(nothing).savefig(picture, format="png", dpi=40)
    assert np.ptp(np.asarray(Image.open(picture).convert("L"))) > 0, "the picture is not blank"


@pytest.mark.slow
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("months", [1, 7, 12, 13])
def test_short_windows_can_be_drawn(months: int, tmp_path: Path) -> None:
    short = synthetic_result(replications=2, **{"time.months": months, "time.burn_in_months": 40})
    more = synthetic_result(replications=2, eagerness=1.4, name="eager", **{
        "time.months": months, "time.burn_in_months": 40,
    })  # fmt: skip
    assert plots.save_all(short, tmp_path)
    assert plots.save_comparison(Comparison(short, (more,)), tmp_path)


def test_comparison_names_every_scenario_and_shows_losses_too(effect: Comparison) -> None:
    three = Comparison(effect.baseline, (*effect.others, synthetic_result(replications=3, eagerness=0.3, name="tired")))
    text = written(plots.comparison(three))
    for wanted in ("eager", "tired", "own development put to use", "mean merit of what is reused", "public cost"):
        assert wanted in text


def test_comparison_with_a_huge_effect_stretches_its_axis_and_says_so(effect: Comparison) -> None:
    axes = plots.comparison(effect).axes[0]
    assert axes.get_xscale() == "symlog"
    assert "logarithmic beyond ±10" in axes.get_xlabel()


def test_modes_keep_their_colours_from_figure_to_figure(figures: dict[str, TracedFigure]) -> None:
    lines = {line.get_label(): to_hex(line.get_color()) for line in figures["mode_mix"].axes[0].lines}
    assert lines["own development"] == KIND_COLOURS["own"].lower() == MODE_COLOURS["own"].lower()
    stages = {line.get_label(): to_hex(line.get_color()) for line in figures["stages_over_time"].axes[2].lines}
    assert stages["own development"] == lines["own development"]


def test_innovations_of_the_scenario_are_drawn_by_name() -> None:
    known = context(innovations=("Robot vacuum cleaners",))
    cases = [case(740, 0, heard_via=Heard.SEED, mode=Mode.COPY, operating=20)]
    figure = plots.adoption_curves(Result(known, (record(cases, [solution(0, source=0, innovation=0)]),)))
    assert len(figure.axes) == 3
    (line,) = figure.axes[2].lines
    assert line.get_label() == "Robot vacuum cleaners"
    assert line.get_ydata()[-1] == pytest.approx(100 / 3)


def test_a_result_reaches_its_figures(result: Result) -> None:
    assert isinstance(result.plot.tile_map("heard"), TracedFigure)
    assert "mode_mix" in dir(result.plot)
    for name in ("pie", "comparison"):
        with pytest.raises(AttributeError, match=f"there is no figure '{name}' of this"):
            getattr(result.plot, name)
    assert next(iter(inspect.signature(result.plot.tile_map).parameters)) == "measure"


def test_a_comparison_reaches_its_figures(effect: Comparison) -> None:
    assert isinstance(effect.plot.comparison(), TracedFigure)
    assert set(dir(effect.plot)) == {"comparison", "demo", "save_comparison"}


def test_a_notebook_shows_a_figure_without_any_setup(figures: dict[str, TracedFigure]) -> None:
    assert figures["ledger"]._repr_png_().startswith(b"\x89PNG")


def is_blank_at_its_edges(file: Path) -> bool:
    """Tell whether nothing may have been cut off."""
    ink = np.asarray(Image.open(file).convert("L")) < 250
    return not (ink[:2].any() or ink[-2:].any() or ink[:, :2].any() or ink[:, -2:].any())


@pytest.mark.slow
def test_all_figures_are_written_as_png_and_svg(result: Result, effect: Comparison, tmp_path: Path) -> None:
    saved = result.save(tmp_path / "run", figures=plots.save_all)
    names = {path.name for path in (saved / "figures").iterdir()}
    assert names == {f"{name}.{ending}" for name in OF_RESULT for ending in ("png", "svg")}
    compared = effect.save(tmp_path / "effect", figures=plots.save_comparison)
    assert {path.stem for path in (compared / "figures").iterdir()} == {"comparison", "overview"}
    for file in [*saved.glob("figures/*.png"), *compared.glob("figures/*.png")]:
        assert is_blank_at_its_edges(file), file


@pytest.mark.parametrize(("name", "label"), [
    ("Vejle", "Vejle"), ("Frederikshavn", "Frederiks-\nhavn"), ("Ikast-Brande", "Ikast-\nBrande"),
    ("Ringkøbing-Skjern", "Ring-\nkøbing-\nSkjern"), ("Constantinople", "Constant."),
    ("Place 100", "Place\n100"),
])  # fmt: skip
def test_long_names_are_broken_to_fit_a_tile(name: str, label: str) -> None:
    assert tile_label(name) == label
