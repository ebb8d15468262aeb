"""``diffusion-sim validate``: every check passes on the engine, and fails on an error planted in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diffusion_sim.cli.app import exit_status
from diffusion_sim.verification import Check, Finding, Setup, all_checks, validation

CHECKS = {check.name: check for check in all_checks() if "NDlib" not in check.name and "EoN" not in check.name}
REPLICATIONS = 1_000


@pytest.mark.slow
@pytest.mark.parametrize("name", CHECKS)
def test_a_check_passes_and_fails_on_its_planted_error(name: str, tmp_path: Path) -> None:
    """A planted error is noticed with the stated power, which is 0.9 or more for each of them."""
    setup = Setup(REPLICATIONS, 1, tmp_path)
    honest = CHECKS[name].run(setup)
    assert honest.passed
    assert honest.power > 0.9
    assert not CHECKS[name].run(setup._replace(planted=CHECKS[name].planted)).passed


PEERS = [check.name for check in all_checks() if check.name not in CHECKS]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", PEERS or [pytest.param("", marks=pytest.mark.skip("neither NDlib nor EoN is here"))])
def test_a_peer_agrees_and_does_not_agree_with_a_planted_error(name: str, tmp_path: Path) -> None:
    check = next(one for one in all_checks() if one.name == name)
    setup = Setup(REPLICATIONS, 1, tmp_path)
    honest = check.run(setup)
    assert honest.passed
    assert honest.power > 0.9
    assert not check.run(setup._replace(planted=check.planted)).passed


def test_one_threshold_off_by_one_stops_granovetters_crowd(tmp_path: Path) -> None:
    check = CHECKS["Granovetter, uniform_0_99"]
    found = check.run(Setup(1, 1, tmp_path, check.planted))
    assert (found.expected, found.got, found.passed) == ("100", "0", False)


def only(passed: bool) -> list[Check]:
    return [Check("An only check", "nobody", lambda _: Finding("1", "2", "exact", passed, 1.0), {}, "none")]


@pytest.mark.parametrize(("passed", "status", "verdict"), [(True, 0, "pass"), (False, 1, "FAIL")])
def test_the_exit_status_tells_whether_all_passed(
    passed: bool, status: int, verdict: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(validation, "all_checks", lambda: only(passed))
    assert exit_status(["validate"]) == status
    out = capsys.readouterr().out
    assert verdict in out
    assert max(map(len, out.splitlines())) <= 80
    assert exit_status(["validate", "--json"]) == status
    told = json.loads(capsys.readouterr().out)
    assert told["passed"] is passed
    assert [row["verdict"] for row in told["checks"]] == [verdict]


def test_too_few_replications_are_refused_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["validate", "--replications", "3"]) == 2
    assert "50 or more" in capsys.readouterr().err
