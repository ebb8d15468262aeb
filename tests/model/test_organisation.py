"""R20, R23, R25: at 0 nothing is drawn, nothing is added; above it, only what the claim says."""

from __future__ import annotations

from itertools import pairwise

from small_setups import run, same_bytes, small

from diffusion_sim.codes import End, Mode
from diffusion_sim.mechanisms.constraints import OUT_OF_BOUNDS
from diffusion_sim.model.agents import DiffusionModel

QUICK = {"agenda__reviews_per_year": 2.0, "awareness__contact_per_month": 0.3}
STAY = {**QUICK, "enthusiasts__turnover_per_year": 0.0}


def all_terms(model: DiffusionModel, name: str) -> list[float]:
    return [getattr(option.terms, name) for m in model.municipalities for a in m.appraisals for option in a.options]


def test_without_perceived_constraints_no_option_is_out_of_bounds() -> None:
    assert min(all_terms(run(small(**QUICK)), "constant")) > OUT_OF_BOUNDS


def test_where_everything_is_thought_to_be_forbidden_nothing_is_begun() -> None:
    cases = run(small(**QUICK, traits__perceived_constraint=1.0, traits__spread=0.0)).record().cases
    assert (cases["adopted"] < 0).all()


def test_pressure_adds_the_same_to_every_option_but_leaving_it() -> None:
    assert set(all_terms(run(small(**QUICK)), "social")) == {0.0}
    pressed = run(small(**QUICK, politics__pressure=0.7))
    appraised = [
        (option.mode, option.terms.social) for m in pressed.municipalities for a in m.appraisals for option in a.options
    ]
    assert {social for mode, social in appraised if mode is not Mode.NOTHING} == {0.7}
    assert {social for mode, social in appraised if mode is Mode.NOTHING} == {0.0}


def test_as_long_as_enthusiasts_stay_dependence_on_them_changes_no_bit() -> None:
    assert same_bytes(run(small(**STAY)), run(small(**STAY, enthusiasts__dependence_share=1.0)))


def test_when_enthusiasts_leave_what_hangs_on_them_ends() -> None:
    leaving = {**QUICK, "enthusiasts__turnover_per_year": 2.0}
    free, dependent = (
        run(small(**leaving, enthusiasts__dependence_share=share)).record().cases for share in (0.0, 1.0)
    )
    assert (free["end"] == End.PERSON_LEFT).sum() == 0
    lost = dependent[dependent["end"] == End.PERSON_LEFT]
    assert lost.size > 20
    assert not lost["granted"].any()


def support_by_month(**changes: float) -> dict[str, list[float]]:
    """Return every municipality's political support, by month, over three elections."""
    model = DiffusionModel(small(**QUICK, politics__carrying_share=1.0, time__months=60, **changes))
    support = {}
    while model.month < model.calendar.total_months:
        model.step()
        support[model.calendar.text(model.month - 1)] = [
            m.innovation_leaders.support for m in model.municipalities if m.innovation_leaders
        ]
    return support


def test_support_is_redrawn_when_the_real_councils_first_sit_and_at_no_other_time() -> None:
    support = support_by_month(politics__blame_share=0.0)
    months = list(support)
    changed = {now for before, now in pairwise(months) if support[before] != support[now]}
    assert changed == {"2018-01"}  # the first month shown, 2014-01, is the other
    assert len(set(support["2018-01"])) == len(support["2018-01"]) == 98


def test_a_full_accord_carries_support_over_elections_and_blame() -> None:
    kept = support_by_month(
        politics__accord_share=1.0, politics__blame_share=1.0, implementation__failure_per_month=0.2
    )
    assert len({tuple(values) for values in kept.values()}) == 1


def test_blame_wears_support_down_until_the_next_council() -> None:
    blamed = support_by_month(politics__blame_share=0.5, implementation__failure_per_month=0.2)
    assert sum(blamed["2017-12"]) < 0.7 * sum(blamed["2014-01"])
    assert sum(blamed["2018-01"]) > 1.3 * sum(blamed["2017-12"])
