"""Who copied whom."""

from __future__ import annotations

from results.handmade_records import BURN_IN, case, record, result_of, solution
from results.synthetic_records import synthetic_result

from diffusion_sim.results.reuse import who_copied_whom
from diffusion_sim.rules.codes import Heard, Mode


def test_edges_run_from_the_teller_who_need_not_be_the_origin() -> None:
    cases = [
        case(740, 0, heard_via=Heard.CONTACT, heard_from=791, heard_layer=1, mode=Mode.COPY, operating=BURN_IN + 9),
        case(791, 0, heard_via=Heard.PUSH, mode=Mode.COPY, operating=BURN_IN + 2),
        case(740, 1, heard_via=Heard.CONTACT, heard_from=791, heard_layer=1),  # heard of, never used
    ]
    edges = who_copied_whom(result_of(record(cases, [solution(0, origin=101), solution(1, origin=101)])))
    assert edges.to_dict("records") == [{
        "replication": 0, "from_code": 791, "from_name": "Viborg", "to_code": 740, "to_name": "Silkeborg",
        "mode": "copy", "layer": "land_border", "count": 1,
    }]  # fmt: skip


def test_inspired_work_points_to_who_told_of_its_model() -> None:
    cases = [
        case(740, 0, heard_via=Heard.CONTACT, heard_from=101, heard_layer=0),
        case(740, 1, heard_via=Heard.OWN, mode=Mode.INSPIRED, operating=BURN_IN + 9),
    ]
    edges = who_copied_whom(result_of(record(cases, [solution(0, origin=101), solution(1, origin=740, parent=0)])))
    assert edges[["from_code", "to_code", "mode", "layer"]].to_numpy().tolist() == [[101, 740, "inspired", "bodies"]]


def test_no_reuse_gives_an_empty_table() -> None:
    assert who_copied_whom(result_of(record([], []))).empty


def test_counts_never_exceed_reuse_put_to_use() -> None:
    result = synthetic_result(replications=2)
    told = who_copied_whom(result).groupby("replication")["count"].sum()
    used = result.monthly.groupby("replication")["put_to_use_reused"].sum()
    assert (told <= used).all()
