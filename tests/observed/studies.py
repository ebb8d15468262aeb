"""Small studies with measures that can be worked out by hand, and the way to the real ones."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

import diffusion_sim as ds
from diffusion_sim.observed import Study

ROOT = Path(__file__).parents[2]


def write_study(folder: Path, nodes: str, edges: str, adoptions: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("nodes", nodes), ("edges", edges), ("adoptions", adoptions)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def chain_of_five(folder: Path) -> Path:
    """A looks at nobody, B at A, C at A and B, D at C and E, E at D; all but E adopt, in periods 1, 2, 2 and 4."""
    return write_study(
        folder,
        "id,region\nA,x\nB,x\nC,x\nD,y\nE,y\n",
        "source,target\nB,A\nC,A\nC,B\nD,C\nD,E\nE,D\n",
        "id,time\nA,1\nB,2\nC,2\nD,4\nE,\n",
    )


def real_study(name: str) -> Path:
    """Return the folder of real data, or skip: they are not part of this repository."""
    places = [Path(os.environ["DIFFUSION_SIM_DATA"])] if "DIFFUSION_SIM_DATA" in os.environ else []
    for folder in (*places, ROOT.parent / "shared" / "data"):
        if (folder / name / "adoptions.csv").is_file():
            return folder / name
    pytest.skip(f"the data of {name} are not here (DIFFUSION_SIM_DATA names their folder)")


def unconnected(folder: Path, times: Iterable[int | None]) -> Study:
    """Return a study of places that adopt in these periods, or not, and are tied to nobody who was watched."""
    rows = list(enumerate(times))
    write_study(
        folder,
        "id\nfar\n" + "".join(f"p{i}\n" for i, _ in rows),
        "source,target\np0,far\n",
        "id,time\n" + "".join(f"p{i},{'' if time is None else time}\n" for i, time in rows),
    )
    return ds.load_study(folder, unlisted="unwatched")
