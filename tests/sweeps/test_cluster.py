"""A cluster gives the same bytes, and one that is not there is named in a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sweeps.plans import GRID, files_of, plan_file

import diffusion_sim as ds
from diffusion_sim.cli.app import exit_status
from diffusion_sim.errors import InputError
from diffusion_sim.sweeps.cluster import KILLED, VALID, runner_at
from diffusion_sim.sweeps.tasks import Task


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return plan_file(tmp_path, GRID)


@pytest.mark.parametrize("address", ["foo", "localhost:8786", "tcp://localhost", "tcp://:8786", "tcp://a b:1"])
def test_what_is_no_address_of_a_scheduler_is_refused(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    for command in ("sweep", "sensitivity"):
        assert exit_status([command, str(plan), "--out", str(tmp_path / "o"), "--scheduler", address]) == 2
        assert capsys.readouterr().err == f"Error: --scheduler: found {address!r}; {VALID}\n"
    with pytest.raises(InputError, match="--scheduler: found"):
        ds.sweep(plan, tmp_path / "o", scheduler=address)
    assert not (tmp_path / "o").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param("nonsense://x:1", "no scheduler answers at 'nonsense://x:1'", marks=pytest.mark.rare),
        ("tcp://127.0.0.1:9", "no scheduler answers at 'tcp://127.0.0.1:9'"),
        pytest.param("tls://127.0.0.1:9", "needs certificates for 'tls://127.0.0.1:9'", marks=pytest.mark.rare),
    ],
)
def test_a_scheduler_that_cannot_be_reached_is_named_in_one_sentence(plan: Path, address: str, said: str) -> None:
    pytest.importorskip("distributed")
    impatient = "from diffusion_sim.cli import main; from diffusion_sim.sweeps import cluster; cluster.CONNECT_SECONDS = 1; main()"
    command = [sys.executable, "-c", impatient, "sweep", str(plan), "--scheduler", address, "--quiet"]
    done = subprocess.run(command, cwd=plan.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1, "a client that never began complains when Python ends"


class Deadly(NamedTuple):
    """A scenario over which any worker dies."""

    def with_changes(self, *_: Any) -> None:
        os._exit(1)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_loses_workers_gives_the_same_bytes(plan: Path, tmp_path: Path) -> None:
    distributed, dask = pytest.importorskip("distributed"), pytest.importorskip("dask")
    whole = ds.sweep(plan, tmp_path / "whole", full_tables=True)
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=3, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        address = cluster.scheduler_address
        victim = next(iter(cluster.workers.values()))

        def kill_one(done: int, _total: int) -> None:
            if done == 2:
                victim.process.kill()

        ds.sweep(plan, tmp_path / "cluster", scheduler=address, progress=kill_one, full_tables=True)
        with runner_at(address) as run:
            good = Task(1, {}, ds.load_scenario(tmp_path / "small.toml"), None, {}, 1, 1, 1)
            bad = good._replace(number=0, scenario=Deadly())
            errors = {f.outcome.number: f.outcome.error for f in run([bad, good, good._replace(number=2)])}
    assert files_of(tmp_path / "cluster") == files_of(whole.folder)
    assert errors == {0: KILLED, 1: "", 2: ""}
