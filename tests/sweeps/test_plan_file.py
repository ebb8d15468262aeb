"""Plan files: what they say is what is run, and what is wrong with them is said in a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sweeps.plans import NIH, WINNERS, plan_file

from diffusion_sim.cli.app import exit_status
from diffusion_sim.errors import InputError
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.scenario.plausible import uncertain_parameters
from diffusion_sim.sweeps import load_plan
from diffusion_sim.sweeps.designs import points_of

CONFIGS = Path(__file__).parents[2] / "configs" / "sweeps"
OTHERS = ('"appraisal.pride"', '"appraisal.copy_stigma"', '"appraisal.social_proof"', '"awareness.contact_per_month"')


def test_factorial_is_another_name_of_grid(tmp_path: Path) -> None:
    text = f'design = "factorial"\n[parameters]\n{NIH} = [0.0, 0.5]\n'
    assert load_plan(plan_file(tmp_path, text)).design == "grid"


def test_the_plausible_range_is_the_declared_one_or_half_to_double_the_default() -> None:
    known = declarations()
    assert uncertain_parameters()["appraisal.nih_bias"] == known["appraisal.nih_bias"].plausible == (0.0, 0.9)
    assert uncertain_parameters()["appraisal.pride"] == (0.15, 0.6)
    for key, tried in uncertain_parameters().items():
        assert known[key].low <= tried.low <= known[key].default <= tried.high <= known[key].high
        assert tried.low < tried.high
        assert known[key].grade != "definition"


@pytest.mark.parametrize("file", sorted(CONFIGS.glob("*.toml")), ids=lambda file: file.stem)
def test_the_shipped_plans_can_be_used(file: Path) -> None:
    plan = load_plan(file)
    points = points_of(plan)
    assert points
    plan.scenario.with_changes(points[-1])
    assert all(np.isfinite(v) for v in points[0].values() if isinstance(v, float))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('desing = "grid"\n', "desing: is not a key of a plan; did you mean design?"),
        ("", "design: is missing"),
        ('design = "gird"\n[parameters]\n', 'design: found "gird"; did you mean grid?'),
        (f'design = "grd"\n[parameters]\n{NIH} = [0.3]\n', 'design: found "grd"; did you mean grid?'),
        (f'design = "morriss"\n[parameters]\n{NIH} = [0.3]\n', 'design: found "morriss"; did you mean morris?'),
        (f'design = "lattice"\n[parameters]\n{NIH} = [0.3]\n', "valid: factorial, grid, latin_hypercube, list, morris"),
        ('design = "grid"\n', "parameters: is not a table"),
        ('design = "grid"\n[parameters]\n"appraisal.nih_bais" = [1]\n', "did you mean appraisal.nih_bias"),
        (f'design = "grid"\n[parameters]\n{NIH} = 3\n', "valid: a list of values"),
        (f'design = "list"\n[parameters]\n{NIH} = [1]\n"appraisal.pride" = [1, 2]\n', "different lengths"),
        (f'design = "sobol"\npoints = 10\n[parameters]\n{NIH} = {{}}\n', "a power of two, as 8 or 16"),
        (f'design = "morris"\n[parameters]\n{NIH} = {{}}\n', "points: is 0"),
        (
            f'design = "morris"\npoints = 2\n[parameters]\n{NIH} = {{ low = 2, high = 1 }}\n',
            "goes from 2 to 1; valid: a low end below the high one",
        ),
        (f'design = "grid"\nreplications = 0\n[parameters]\n{NIH} = [1]\n', "replications: found 0"),
        (
            f'design = "grid"\n[set]\n"time.monhts" = 3\n[parameters]\n{NIH} = [1]\n',
            "time.monhts: is not a parameter; did you mean months?",
        ),
        ('design = "morris"\npoints = 2\n[parameters]\n"time.months" = {}\n', "has no plausible range"),
        (
            f'design = "morris"\npoints = 2\n[parameters]\n{NIH} = {{ low = -1, high = 1 }}\n',
            "goes from -1 to 1; valid",
        ),
        (
            f'design = "morris"\npoints = 2\n[parameters]\n{NIH} = {{ low = nan, high = 1 }}\n',
            "goes from nan to 1; valid: a low end",
        ),
        (
            'design = "morris"\npoints = 2\n[parameters]\n"prize.winners_per_year" = { low = 0.2, high = 0.4 }\n',
            "goes from 0.2 to 0.4; valid: a whole number",
        ),
        ('design = "morris"\npoints = 2\n[parameters]\n"prize.scope" = { low = 1, high = 2 }\n', "is no number"),
        (f'design = "grid"\n[parameters]\n{NIH} = [0.3, "much"]\n', 'found "much"; valid: a number from'),
        (f'design = "grid"\n[parameters]\n{NIH} = []\n', "found []"),
        (f'design = "grid"\n[parameters]\n{NIH} = [-7.0]\n', "found -7"),
        (
            f'design = "grid"\n[parameters]\n{NIH} = [0.3]\n{WINNERS} = [1, -4, 2.5]\n',
            "plan.toml: parameters.prize.winners_per_year: found -4; valid: a whole number from 0",
        ),
        (f'design = "list"\n[parameters]\n{WINNERS} = [1, 2.5]\n', "found 2.5; valid: a whole number from 0"),
        (f'design = "grid"\n[parameters]\n{WINNERS} = [1, true]\n', "found true; valid: a whole number from 0"),
        ('design = "grid"\n[parameters]\n"prize.scope" = ["peers", 3]\n', "parameters.prize.scope: found"),
        (
            'design = "grid"\n[parameters]\n"network.edges_file" = ["", "no.graphml"]\n',
            'parameters.network.edges_file: found "no.graphml", and there is no such file',
        ),
        ('design = "grid"\n[parameters]\n"network.kind" = ["file"]\n', "parameters: network.edges_file: is empty"),
        (
            f'design = "sobol"\npoints = 2\n[parameters]\n{NIH} = {{ low = 0.1, high = 9 }}\n',
            "parameters.appraisal.nih_bias: goes from 0.1 to 9; valid: a number from 0 to 5",
        ),
        (f'design = "grid"\npoints = 3\n[parameters]\n{NIH} = [1]\n', "points: is 3, but"),
        (
            f'design = "grid"\nreplications = "many"\n[parameters]\n{NIH} = [1]\n',
            'replications: found "many"; valid: a valid integer',
        ),
        (f'design = "grid"\nagainst = "small.toml"\n[parameters]\n{NIH} = [1]\n', "against: says the same"),
        (f'design = "grid"\nagainst = 3\n[parameters]\n{NIH} = [1]\n', "against: found 3"),
        ('design = "grid"\nparameters = 3\n', "parameters: is not a table"),
        (f'design = "grid"\nseed = true\n[parameters]\n{NIH} = [1]\n', "seed: found true; valid: a valid integer"),
        (f'design = "morris"\npoints = 1\n[parameters]\n{NIH} = {{}}\n', "points: is 1; valid: 2 or more"),
        (f'design = "sobol_indices"\npoints = 1\n[parameters]\n{NIH} = {{}}\n', "points: is 1; valid: 2 or more"),
        (f'design = "morris"\npoints = 2\n[parameters]\n{NIH} = {{ low = true, high = 1 }}\n', "found low = true"),
        (
            f'design = "morris"\npoints = 2\n[parameters]\n{NIH} = {{ low = 0, high = 1{"0" * 400} }}\n',
            "goes from 0 to 1",
        ),
        ('design = "sobol"\npoints = 4194304\n', "parameters; valid: at most 10,000,000 points, and 50,000,000 values"),
        (
            'design = "grid"\n[parameters]\n' + "".join(f"{key} = {[0.1] * 300}\n" for key in (NIH, *OTHERS)),
            "parameters: has 2.4e+12 combinations; valid: at most 10,000,000 points",
        ),
        (
            'design = "morris"\npoints = 2\n[set]\n"network.kind" = "file"\n[parameters]\n' + f"{NIH} = {{}}\n",
            "network.edges_file",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refusal:
        load_plan(plan_file(tmp_path, text))
    assert said in str(refusal.value)
    assert len(str(refusal.value).splitlines()) <= 3


def test_values_that_hold_together_only_as_a_point_are_taken(tmp_path: Path) -> None:
    ties = tmp_path / "ties.graphml"
    ties.write_text("", "utf-8")
    files = f'"network.kind" = ["file"]\n"network.edges_file" = ["{ties.as_posix()}"]\n'
    text = f'design = "list"\n[parameters]\n{files}'
    assert len(points_of(load_plan(plan_file(tmp_path, text)))) == 1


def test_an_invalid_value_leaves_no_folder_in_the_way_of_the_corrected_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f'design = "grid"\nreplications = 2\n[set]\n"time.months" = 6\n[parameters]\n{WINNERS} = [1, -4]\n'
    plan, out = plan_file(tmp_path, text), tmp_path / "out"
    asked = ["sweep", str(plan), "--out", str(out), "--quiet"]
    assert exit_status(asked) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not out.exists()
    plan.write_text(plan.read_text("utf-8").replace("-4", "4"), "utf-8")
    assert exit_status(asked) == 0
