"""Whatever is typed ends with status 0, 1 or 2; what is wrong is said in one sentence, and nothing fails unexpectedly."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from cli.small_world import write_small_world
from fuzzing import inputs
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from observed.studies import chain_of_five

import diffusion_sim.plots
from diffusion_sim.cli.app import exit_status

PLAN = """
scenario = "small.toml"
design = "list"
replications = 1
[parameters]
"appraisal.nih_bias" = [0.0, 1.0]
"""
RANKING = """
scenario = "small.toml"
design = "morris"
points = 2
replications = 1
[parameters]
"appraisal.nih_bias" = { low = 0.0, high = 2.0 }
"""
CALIBRATION = """
scenario = "small.toml"
particles = 10
replications = 1
spread_replications = 2
predictive_replications = 2
tolerances = [1e6]
[parameters]
"appraisal.nih_bias" = { low = 0.0, high = 2.0 }
[targets.own_percent]
value = 60.0
sampling = 2.0
discrepancy = 3.0
source = "made up"
"""
WRONG = (
    "",
    " ",
    "x",
    "-1",
    "0",
    "1.5",
    "nan",
    "1e400",
    "99999999999999999999",
    "æ\n",
    "\udcff",
    "[bold]",
    "--",
    "=",
    "a=b",
)
FLAG = ("",)
FILES = ("small.toml", "prize.toml", "plan.toml", "ranking.toml", "calibration.toml", "far.toml", "broken.toml",
         "nowhere.toml", "study", "results", ".", "notes.txt")  # fmt: skip
SETTINGS = ("appraisal.nih_bias=0.5", "appraisal.nih_bias=9", "appraisal.nih_bais=1", "time.months=3", "prize.scope=Atlantis",
            "name=[bold]", "network.size=0", "network.size=1e9", "network.kind=x", "problems.fields=[]", "interventions=1",
            "prize=1", "description=\udcff", "network.degree=11", "time.first_month=2014-13", "x=" + "[" * 3000)  # fmt: skip
LANGUAGES = ("en", "da", "sv")
COMMON = {
    "--months": ("1", "6", "100000"), "--set": SETTINGS, "--json": FLAG, "--full": FLAG, "--quiet": FLAG, "--cases": FLAG,
    "--overwrite": FLAG, "--seed": ("7", "18446744073709551616"), "--engine": ("compiled", "mesa", "steam"),
    "--out": ("out", "other", "small.toml", "results", "y" * 300), "--workers": ("1", "2", "5000"),
    "--precision": ("in_use=1000", "in_use=-1", "in_use", "x=1"), "--at-most": ("3", "1"),
    "--posterior": ("shipped", "nowhere.csv", "small.toml"), "--language": LANGUAGES,
}  # fmt: skip
WORK = {"--out": COMMON["--out"], "--workers": COMMON["--workers"], "--json": FLAG, "--quiet": FLAG}
STUDY = {
    "--innovation": ("x",), "--layer": ("x",), "--ties": ("auto", "directed", "undirected"), "--weights": ("ignore", "use"),
    "--period": ("year", "month"), "--last-period": ("3", "2012-06", "9"), "--json": FLAG, "--seed": ("2",),
}  # fmt: skip
OPTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "run": COMMON,
    "compare": COMMON | {"--uncertainty": ("2",), "--municipality": ("place 3", "3", "Atlantis")},
    "sweep": WORK | {"--scheduler": ("tcp://127.0.0.1:1", "x"), "--full-tables": FLAG, "--retry-failed": FLAG},
    "sensitivity": WORK | {"--measure": ("in_use", "x"), "--scheduler": ("x",)},
    "calibrate": WORK,
    "describe": {"--format": ("table", "json", "toml", "markdown"), "--story": FLAG, "--section": ("prize", "x"),
                 "--mechanisms": FLAG, "--forms": FLAG, "--language": LANGUAGES},
    "report": {"--out": ("report.html", "results", "nowhere/report.html"), "--language": LANGUAGES},
    "validate": {"--quick": FLAG, "--replications": ("50",), "--seed": ("3",), "--json": FLAG, "--quiet": FLAG},
    "metrics": STUDY | {"--non-adopters": ("last_period",), "--strata": ("region", "x"), "--rewired": ("20", "1")},
    "fit": STUDY | {"--train-share": ("0.5", "2"), "--runs": ("20", "1"), "--quiet": FLAG},
    "lab": {"--map": FILES, "--port": ("70000", "-1"), "--address": ("nowhere.invalid",)},
}  # fmt: skip
ALWAYS = {
    "run": ["--replications", "2"],
    "compare": ["--replications", "2"],
    "validate": ["--replications", "50"],
    "lab": ["--address", "256.0.0.1"],
}
"""What keeps a command cheap, or the lab from waiting for visitors."""
MOST_MORE = 3
"""Lines after the first: where help is, or what else is wrong in the same file."""


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    command = draw(st.sampled_from([*OPTIONS, "rnu"]))
    options = OPTIONS.get(command, COMMON)
    words = draw(st.lists(st.sampled_from(FILES) | st.sampled_from(WRONG), max_size=2))
    usual = {"run": ["small.toml"], "compare": ["small.toml", "prize.toml"], "sweep": ["plan.toml"],
             "sensitivity": ["ranking.toml"], "calibrate": ["calibration.toml"], "metrics": ["study"],
             "fit": ["study"]}.get(command, [])  # fmt: skip
    typed = [command, *(draw(st.sampled_from([usual, words]))), *ALWAYS.get(command, [])]
    for option in draw(st.lists(st.sampled_from([*options, "--help", "--no-such-option"]), max_size=4)):
        values = options.get(option, FLAG)
        typed.append(option)
        if values is not FLAG:
            typed.append(draw(st.sampled_from(values) | st.sampled_from(WRONG)))
    return typed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typed")
    write_small_world(folder)
    far = 'extends = "small.toml"\nname = "far"\n[prize]\nwinners_per_year = 1\nscope = ["Atlantis"]\n'
    files = {"plan": PLAN, "ranking": RANKING, "calibration": CALIBRATION, "far": far, "broken": "name = ["}
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    (folder / "notes.txt").write_text("two years of work", encoding="utf-8")
    chain_of_five(folder / "study")
    return folder


@pytest.mark.slow
@settings(max_examples=inputs(400), suppress_health_check=list(HealthCheck))
@example(["run", "small.toml", "--set", "prize.scope=" + "[" * 3000])
@given(command_lines())
def test_any_command_line_ends_as_it_should(folder: Path, typed: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(StringIO()), redirect_stderr(StringIO()) as said:
        patched.chdir(folder)
        patched.setattr(diffusion_sim.plots, "save_all", lambda *_, **__: None)
        patched.setattr(diffusion_sim.plots, "save_comparison", lambda *_, **__: None)
        status = exit_status(typed)
    err = said.getvalue()
    assert status in {0, 1, 2}
    assert [word for word in ("Traceback", "unexpected failure", "the run failed", "None") if word in err] == []
    if status == 2:
        first, *rest = err.splitlines()
        assert first.startswith("Error: ")
        assert len(rest) <= MOST_MORE
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "two years of work"
