"""Every figure says what it shows, in which unit, how uncertain it is and where it comes from."""

from __future__ import annotations

import inspect
import io
import re
import warnings
from functools import partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image
from plots.drawn import MAPS, OF_COMPARISON, OF_RESULT, written
from results.handmade_records import record, result_of
from results.synthetic_records import synthetic_result

from diffusion_sim import plots
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.reports.figure_words import comparison_words, result_words_in
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.result import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from matplotlib.axes import Axes


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


@pytest.mark.parametrize("name", [*OF_RESULT, *OF_COMPARISON])
def test_figure_knows_version_scenario_hash_and_seed(
    name: str, figures: dict[str, TracedFigure], result: Result
) -> None:
    known = figures[name].provenance
    assert result.context.scenario_hash in dict(known.scenarios).values()
    assert (known.version, known.seed, known.replications) == ("0.1.0", 7, 3)


@pytest.mark.parametrize("name", ["mode_mix", "comparison"])
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


def test_a_long_scenario_name_does_not_leave_the_figure() -> None:
    long = synthetic_result(replications=3, eagerness=1.2, name="a policy " * 25)
    figure = plots.cliff_survival(long)
    figure.draw_without_rendering()
    assert all(text.get_window_extent().x1 <= figure.bbox.width for text in figure.texts)


def test_danish_letters_are_drawn_without_a_missing_glyph(result: Result) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        plots.tile_map(result).savefig(io.BytesIO(), format="png", dpi=40)
    assert [str(warning.message) for warning in told if "Glyph" in str(warning.message)] == []


@pytest.mark.parametrize("name", [name for name in OF_RESULT if name != "reuse_network"])
def test_a_run_in_which_nothing_happened_can_be_drawn(name: str) -> None:
    nothing = result_of(record([], []))
    draw: Callable[[Result], TracedFigure] = getattr(plots, name)
    picture = io.BytesIO()
    draw(nothing).savefig(picture, format="png", dpi=40)
    assert np.ptp(np.asarray(Image.open(picture).convert("L"))) > 0, "the picture is not blank"


@pytest.mark.slow
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("months", [1, pytest.param(12, marks=pytest.mark.rare), 13])
def test_short_windows_can_be_drawn(months: int) -> None:
    short = synthetic_result(replications=2, **{"time.months": months, "time.burn_in_months": 40})
    more = synthetic_result(replications=2, eagerness=1.4, name="eager", **{
        "time.months": months, "time.burn_in_months": 40,
    })  # fmt: skip
    effect = Comparison(short, (more,))
    additional = ("additional",) if months > 12 else ()
    drawn = [getattr(plots, name)(short) for name in OF_RESULT]
    for figure in (*drawn, *(getattr(plots, name)(effect) for name in (*OF_COMPARISON, *additional))):
        picture = io.BytesIO()
        figure.savefig(picture, format="png", dpi=40)
        assert np.ptp(np.asarray(Image.open(picture).convert("L"))) > 0, "the picture is not blank"


def test_a_result_reaches_its_figures(result: Result) -> None:
    assert isinstance(result.plot.tile_map("aware"), TracedFigure)
    assert "mode_mix" in dir(result.plot)
    for name in ("pie", "comparison"):
        with pytest.raises(AttributeError, match=f"there is no figure '{name}' of this"):
            getattr(result.plot, name)
    assert next(iter(inspect.signature(result.plot.tile_map).parameters)) == "measure"


def test_a_comparison_reaches_its_figures(effect: Comparison) -> None:
    assert isinstance(effect.plot.comparison(), TracedFigure)
    assert set(dir(effect.plot)) == {"additional", "comparison", "demo"}


def test_a_notebook_shows_a_figure_without_any_setup(figures: dict[str, TracedFigure]) -> None:
    assert figures["ledger"]._repr_png_().startswith(b"\x89PNG")


def is_blank_at_its_edges(file: Path) -> bool:
    """Tell whether nothing may have been cut off."""
    ink = np.asarray(Image.open(file).convert("L")) < 250
    return not (ink[:2].any() or ink[-2:].any() or ink[:, :2].any() or ink[:, -2:].any())


ENGLISH = re.compile(r">[^<]*\b(the|of|and|replications?|months?|year|Scenario|seed)\b[^<]*</text>")


def assert_whole_and_danish(folder: Path) -> None:
    for file in folder.glob("figures/*.png"):
        assert is_blank_at_its_edges(file), file
        text = file.with_suffix(".svg").read_text(encoding="utf-8")
        assert "_$5m$" in "".join(ET.fromstring(text).itertext()), file
        assert ENGLISH.search(text) is None, file


@pytest.mark.slow
def test_all_danish_figures_are_written_whole_whatever_a_scenario_is_called(tmp_path: Path) -> None:
    odd = synthetic_result(replications=2, name=r"_$5m$ \$ {x} \0")
    saved = odd.save(tmp_path / "run", figures=partial(plots.save_all, words=result_words_in("da")))
    names = {path.name for path in (saved / "figures").iterdir()}
    assert names == {f"{name}.{ending}" for name in OF_RESULT for ending in ("png", "svg")}
    assert_whole_and_danish(saved)


@pytest.mark.slow
def test_so_are_those_of_a_comparison_with_a_page_for_each_of_several_policies(tmp_path: Path) -> None:
    policies = [
        synthetic_result(replications=2, eagerness=eagerness, name=name)
        for eagerness, name in ((1.4, "$^_"), (1.6, "to"))
    ]
    effect = Comparison(synthetic_result(replications=2, name=r"_$5m$ \$ {x} \0"), tuple(policies))
    saved = effect.save(tmp_path / "effect", figures=partial(plots.save_comparison, words=comparison_words("da")))
    pages = {path.stem for path in (saved / "figures").iterdir()}
    assert pages == {"additional", "comparison", "overview_1", "overview_2"}
    assert "»to«" in (saved / "figures" / "overview_2.svg").read_text(encoding="utf-8")
    assert_whole_and_danish(saved)
