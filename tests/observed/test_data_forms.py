"""What data look like: adopters only, watching that begins and ends, stopping, ties that change, covariates, text ids."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from observed.simulated import simulated
from observed.studies import chain_of_five, write_study

import diffusion_sim as ds
from diffusion_sim.cli.app import exit_status
from diffusion_sim.errors import DataError, InputError
from diffusion_sim.observed import (
    adoption_hazard,
    covariates_of,
    exposure,
    fit_model,
    infectiousness,
    load_studies,
    rows_of,
    susceptibility,
)

NODES = "id,region,size\nA,x,1\nB,x,10\nC,x,100\nD,y,10\nE,y,10\n"
EDGES = "source,target\nB,A\nC,A\nC,B\nD,C\nD,E\nE,D\n"


def test_a_list_of_adopters_only_asks_what_the_others_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_study(tmp_path, NODES, EDGES, "id,time\nA,1\nB,2\nC,2\n")
    assert exit_status(["metrics", str(folder)]) == 2
    assert "lists adopters only, and leaves out up to 2 of 5 places; say --unlisted never" in capsys.readouterr().err
    never, unwatched = (ds.load_study(folder, unlisted=how) for how in ("never", "unwatched"))
    assert adoption_hazard(never) == pytest.approx([1 / 5, 2 / 4])
    assert adoption_hazard(unwatched) == pytest.approx([1 / 3, 1])
    with pytest.raises(InputError, match="unlisted: found 'dead'; valid: never, unwatched"):
        ds.load_study(folder, unlisted="dead")  # type: ignore[arg-type]


def test_several_innovations_have_periods_of_their_own(tmp_path: Path) -> None:
    lines = "id,innovation,time\nA,tax,1990\nB,tax,1993\nC,law,2001\nD,law,2002\nE,law,2002\n"
    folder = write_study(tmp_path, NODES, EDGES, lines)
    tax, law = load_studies(folder, unlisted="never")
    assert (tax.innovation, tax.periods, tax.first_period) == ("tax", 4, "1990")
    assert (law.innovation, law.periods, law.first_period) == ("law", 2, "2001")
    assert rows_of([tax, law]).period.min() == 2  # the first adoption began the count, and tells nothing by itself
    with pytest.raises(InputError, match="has 2 innovations; name one: tax, law"):
        ds.load_study(folder, unlisted="never")


def test_places_are_at_risk_only_while_they_were_watched(tmp_path: Path) -> None:
    """At risk in periods 1 to 4: A C E, then B C D E (B enters, A has adopted), then D E (C left), then D E."""
    lines = "id,time,watched_from,watched_to\nA,1,,\nB,2,2,\nC,,,2\nD,4,2,\nE,,,\n"
    study = ds.load_study(write_study(tmp_path, NODES, EDGES, lines))
    assert adoption_hazard(study) == pytest.approx([1 / 3, 1 / 4, 0, 1 / 2])
    assert len(rows_of([study])) == 3 + 4 + 2 + 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A,3,,2,", "the adoption is after watched_to"),
        ("A,3,5,4,", "watched_to is before watched_from"),
        ("A,3,,,2", "is before the adoption"),
        ("A,,,,2", "is before the adoption, or without one"),
        ("A,3,2004,,", "'2004' is a year, but '3'"),
    ],
)
def test_times_of_watching_and_stopping_that_contradict_are_refused(line: str, said: str, tmp_path: Path) -> None:
    lines = f"id,time,watched_from,watched_to,stopped\nB,3,,,\n{line}\nC,,,,\n"
    with pytest.raises(DataError, match=said):
        ds.load_study(write_study(tmp_path, NODES, EDGES, lines))


def test_who_stopped_is_no_user_and_stopping_is_a_second_event(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A uses it in periods 1 and 2, so B's exposure falls. Users at risk of stopping: A, B, C, of whom A stops in 3."""
    lines = "id,time,stopped\nA,1,3\nB,2,\nC,2,4\nD,,\nE,,\n"
    folder = write_study(tmp_path, NODES, EDGES, lines)
    study = ds.load_study(folder)
    assert exposure(study)[1].tolist() == [1, 1, 0, 0]
    assert exposure(study)[2].tolist() == [0.5, 1, 0.5, 0.5]
    stopping = study.discontinuance()
    assert stopping.ids == ("A", "B", "C")
    assert adoption_hazard(stopping) == pytest.approx([0, 0, 1 / 3, 1 / 2])
    assert exit_status(["metrics", str(folder), "--event", "discontinuance", "--rewired", "20", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["hazard_by_period"] == pytest.approx([0, 0, 1 / 3, 1 / 2])
    with pytest.raises(InputError, match="has no column 'stopped'"):
        ds.load_study(chain_of_five(tmp_path / "five")).discontinuance()


def test_ties_count_only_while_they_last(tmp_path: Path) -> None:
    """B looks at A to period 2 and at C from period 3 on."""
    edges = "source,target,from,to\nB,A,,2\nB,C,3,\nC,A,,\nD,C,,\n"
    folder = write_study(tmp_path, NODES, edges, "id,time\nA,1\nB,4\nC,2\nD,\nE,\n")
    study = ds.load_study(folder, direction="directed")
    assert exposure(study)[1].tolist() == [1, 1, 1, 1]
    (folder / "adoptions.csv").write_text("id,time\nA,1\nB,4\nC,\nD,4\nE,\n", encoding="utf-8")
    assert exposure(ds.load_study(folder, direction="directed"))[1].tolist() == [1, 1, 0, 0]
    (folder / "edges.csv").write_text("source,target,from,to\nB,A,3,2\n", encoding="utf-8")
    with pytest.raises(DataError, match="the tie ends before it begins"):
        ds.load_study(folder)


def test_infectiousness_and_susceptibility_are_those_of_netdiffuser(tmp_path: Path) -> None:
    """The network of Valente et al. 2015: 5 looks at 1 to 4; 6, 7 and 8 look at 5; adoption in 1 2 5 5 3 4 5 5.

    Of 1 and 2, which adopted before 5, one did in the period before; of 6, 7 and 8 one in the next. One adopts in each of
    these periods, so that normalising changes nothing here; three look at 7's period.
    """
    nodes = "id\n" + "".join(f"{i}\n" for i in range(1, 9))
    edges = "source,target\n5,1\n5,2\n5,3\n5,4\n6,5\n7,5\n8,5\n"
    times = "id,time\n" + "".join(f"{i},{t}\n" for i, t in zip(range(1, 9), (1, 2, 5, 5, 3, 4, 5, 5), strict=True))
    study = ds.load_study(write_study(tmp_path, nodes, edges, times), direction="directed")
    assert susceptibility(study)[4] == pytest.approx(1 / 2)
    assert infectiousness(study)[4] == pytest.approx(1 / 3)
    assert susceptibility(study)[[0, 5, 6]].tolist() == [0, 1, 0]
    assert infectiousness(study, normalize=False)[[2, 5]].tolist() == [0, 0]


def test_covariates_are_standardised_and_texts_compared_with_the_commonest(tmp_path: Path) -> None:
    studies = [ds.load_study(write_study(tmp_path, NODES, EDGES, "id,time\nA,1\nB,2\nC,2\nD,4\nE,\n"))]
    found = covariates_of(studies, ["log(size)", "region"])
    assert found.names == ("log(size)", "region=y")
    assert found.values[:, 0] == pytest.approx(np.array([-1, 0, 1, 0, 0]) / 0.4**0.5)
    assert found.values[:, 1].tolist() == [0, 0, 0, 1, 1]
    with pytest.raises(InputError, match="'region' holds what is no number"):
        covariates_of(studies, ["log(region)"])


@pytest.mark.slow
def test_the_effect_of_a_covariate_is_that_of_a_cox_fit(tmp_path: Path) -> None:
    """Places with the trait are reached twice as fast, a constant source, no ties: statsmodels' Cox fit (Efron's ties)."""
    study = simulated(tmp_path / "drawn", 0.05, 0.0, 1.0, size=300, periods=20)
    draw = np.random.default_rng(2)
    trait = (np.arange(300) % 2).astype(float)
    times = np.ceil(-np.log(draw.random(300)) / (0.05 * np.exp(0.7 * trait)))
    lines = "id,time\n" + "".join(f"{i},{int(t) if t <= 20 else ''}\n" for i, t in enumerate(times))
    folder = Path(study.name)
    (folder / "nodes.csv").write_text("id,trait\n" + "".join(f"{i},{'yn'[int(z)]}\n" for i, z in enumerate(trait)))
    (folder / "adoptions.csv").write_text(lines)
    study = ds.load_study(folder, direction="directed", last_period=20)

    regression = pytest.importorskip("statsmodels.duration.hazard_regression")
    seen, adopted = np.minimum(times, 20), times <= 20
    cox = float(regression.PHReg(seen, trait[:, None], status=adopted, ties="efron").fit().params[0])
    covariates = covariates_of([study], ["trait"])
    sign = 1 if covariates.names == ("trait=n",) else -1
    found = fit_model(rows_of([study]), covariates).estimates("steady")[-1]
    assert sign * found.value == pytest.approx(cox, abs=0.12)


def test_outlines_are_matched_by_ids_that_are_texts(tmp_path: Path) -> None:
    folder = write_study(
        tmp_path, "id,name\ndk-1,Aa\ndk-2,Bb\n", "source,target\ndk-1,dk-2\n", "id,time\ndk-1,1\ndk-2,\n"
    )
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
    shapes = [
        {"type": "Feature", "id": f"DK-{i}", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for i in (1, 2)
    ]
    (folder / "geometry.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": shapes}))
    study = ds.load_study(folder)
    assert len(study.outlines) == 2
    assert study.without_outline == ""
