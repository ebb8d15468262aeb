"""R26 in a run: what the gate lets through, and what early evaluation costs."""

from __future__ import annotations

from small_setups import run, small

from diffusion_sim.codes import End
from diffusion_sim.scenario import Scenario

QUICK = {
    "work__months_own": 4.0, "work__months_copy": 2.0,
    "implementation__mean_months": 2.0, "agenda__reviews_per_year": 2.0,
}  # fmt: skip


def setup(**changes: object) -> Scenario:
    return small(**QUICK, **changes)


def test_behind_a_closed_gate_no_bottom_line_is_negative() -> None:
    open_gate, closed = run(setup()), run(setup(evaluation__gate_share=1.0))
    lowest = [
        [min(case.lines) for m in model.municipalities for case in m.running.values()] for model in (open_gate, closed)
    ]
    assert min(lowest[0]) < 0.0
    assert lowest[1]
    assert min(lowest[1]) >= 0.0


def test_what_the_gate_stops_was_developed_and_never_used() -> None:
    cases = run(setup(evaluation__gate_share=1.0)).record().cases
    stopped = cases[cases["end"] == End.BELOW_ZERO]
    assert stopped.size > 50
    assert (stopped["developed"] == stopped["ended"]).all()
    assert (stopped["implemented"] < 0).all()


def test_early_evaluation_ends_only_weak_work_and_before_it_is_developed() -> None:
    model = run(setup(evaluation__early_share=1.0))
    cases = model.record().cases
    early = cases[cases["end"] == End.ENDED_EARLY]
    assert early.size > 20
    assert (early["developed"] < 0).all()
    used = cases[(cases["implemented"] >= 0) & (cases["outdated"] < 0)]
    assert used["net_benefit"].min() >= 0.3 - 1e-9


def test_an_evaluated_solution_is_doubted_less() -> None:
    model = run(setup(evaluation__evaluated_share=0.5))
    doubts: dict[bool, set[float]] = {True: set(), False: set()}
    for m in model.municipalities:
        for file in m.files:
            for case in file.known:
                doubts[case.solution.evaluated].add(m.prospect(case).variance)
    assert max(doubts[True]) < min(doubts[False])
    assert len(doubts[False]) == 1
