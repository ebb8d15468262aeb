"""R7: the copycat prize: who may win, who wins, and its three effects, each on its own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_setups import record_of, run, small

from diffusion_sim.codes import Heard, Mode
from diffusion_sim.errors import InputError
from diffusion_sim.mechanisms.copycat_prize import (
    CHANNELS,
    MEDIA_SHARE,
    NOMINATED_PER_PRIZE,
    TIED_SHARE,
)
from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.results.record import MONTHLY, RunRecord
from diffusion_sim.scenario import Scenario
from diffusion_sim.scenario.declarations import declarations

QUICK: dict[str, Any] = {
    "work__months_own": 4.0, "work__months_copy": 1.0,
    "implementation__mean_months": 2.0, "agenda__reviews_per_year": 2.0, "awareness__contact_per_month": 0.5,
    "external__per_era": 3.0,
}  # fmt: skip
NO_EFFECT: dict[str, Any] = {key.replace(".", "__"): 0.0 for keys in CHANNELS.values() for key in keys}


def setting(winners: int, changes: dict[str, Any]) -> Scenario:
    prize = {"prize__winners_per_year": winners, "prize__from_month": "2012-01"}
    return small(**(QUICK | prize | changes))


def with_prize(winners: int = 10, seed: int = 1, **changes: Any) -> DiffusionModel:
    return run(setting(winners, changes), seed)


def recorded(winners: int = 10, seed: int = 1, **changes: Any) -> RunRecord:
    """Return what a run leaves, where no agent is looked at."""
    return record_of(setting(winners, changes), seed)


def column(record: RunRecord, name: str) -> np.ndarray:
    return record.monthly[:, MONTHLY.index(name)]


def months_of(record: RunRecord, name: str) -> list[str]:
    """Return the months in which something was counted; the first is January 2012."""
    return [f"{2012 + month // 12}-{month % 12 + 1:02d}" for month in np.flatnonzero(column(record, name)).tolist()]


def implemented(*records: RunRecord, modes: tuple[Mode, ...]) -> int:
    """Count cases put into use in these modes, over several replications."""
    return sum(int((np.isin(r.cases["mode"], modes) & (r.cases["implemented"] >= 0)).sum()) for r in records)


def test_it_is_given_once_a_year_in_its_month() -> None:
    assert months_of(recorded(), "prizes_given") == ["2012-12", "2013-12", "2014-12", "2015-12"]
    assert column(recorded(winners=3), "prizes_given").max() == 3


def test_nobody_wins_after_it_has_ended() -> None:
    assert months_of(recorded(prize__until_month="2013-12"), "prizes_given") == ["2012-12", "2013-12"]
    assert months_of(recorded(prize__until_month="2013-11"), "prizes_given") == ["2012-12"]
    with pytest.raises(InputError, match=r'prize\.until_month: is "2010-01", before prize\.from_month'):
        recorded(prize__until_month="2010-01")


def test_kroner_change_behaviour_and_ever_less() -> None:
    """Ten times the money of a prize, and ten times again: the first step brings the larger part of the change."""
    amounts = (0.0, 1e6, 1e9)
    plain = {"prize__kroner_utility": 2.0, "prize__visibility_per_month": 0.0, "prize__reward": 0.0}
    reused = [
        implemented(
            *(recorded(winners=40, seed=seed, prize__amount_dkk=amount, **plain) for seed in range(1, 7)),
            modes=(Mode.COPY, Mode.ADAPT, Mode.INSPIRED),
        )
        for amount in amounts
    ]
    assert reused[0] < reused[1] < reused[2]
    per_kroner = [(b - a) / (y - x) for a, b, x, y in zip(reused, reused[1:], amounts, amounts[1:], strict=False)]
    assert per_kroner[1] < 0.1 * per_kroner[0]


def test_what_many_win_is_worth_less_to_each() -> None:
    crowded, plain = with_prize(winners=16, prize__crowding=0.5), with_prize(winners=16)
    hope = [m.outlook[Mode.COPY].prize for m in plain.municipalities]
    shared = [m.outlook[Mode.COPY].prize for m in crowded.municipalities]
    assert max(shared) < 0.5 * max(hope)


def test_a_prize_that_no_media_tell_of_stays_where_it_is_given() -> None:
    inside = {"prize__scope": ["region:Midtjylland"], "prize__recognition_winner": 1.0}
    local, told = (with_prize(**inside, prize__attention_outside=share) for share in (0.0, 1.0))
    for model, reaches in ((local, False), (told, True)):
        outside = [m for m in model.municipalities if m.region != "Midtjylland"]
        untied = [m for m in outside if all(n.region != "Midtjylland" for n, _, _ in m.ties)]
        assert any(m.recognition > 0.0 for m in untied) == reaches
        assert any(c.via is Heard.PRIZE for m in outside for c in m.cases.values()) == reaches
    assert any(c.via is Heard.PRIZE for m in local.municipalities for c in m.cases.values())


def test_nobody_wins_before_it_is_known() -> None:
    assert months_of(recorded(prize__from_month="2014-06"), "prizes_given") == ["2014-12", "2015-12"]


def test_only_what_was_put_into_use_in_the_last_year_in_an_eligible_mode_wins() -> None:
    class Watched(DiffusionModel):
        def simulate_month(self) -> None:
            before = {id(c): c.prizes for m in self.municipalities for c in m.cases.values()}
            super().simulate_month()
            won = [c for m in self.municipalities for c in m.cases.values() if c.prizes > before.get(id(c), 0)]
            self.won = [*getattr(self, "won", []), *((self.month - 1, c.implemented, c.mode) for c in won)]

    model = Watched(small(**QUICK, prize__winners_per_year=10, prize__from_month="2012-01"), 1).run()
    assert len(model.won) > 20
    assert all(day - 12 < implemented <= day for day, implemented, _ in model.won)
    assert {mode for *_, mode in model.won} <= {Mode.COPY, Mode.ADAPT, Mode.INSPIRED}


@pytest.mark.parametrize("modes", [["copy"], ["adapt"], ["inspired"], ["copy", "inspired"]])
def test_eligibility_is_a_lever(modes: list[str]) -> None:
    cases = recorded(prize__eligible_modes=modes).cases
    won = cases[cases["prizes"] > 0]
    assert won.size > 3
    assert {Mode(mode).name.lower() for mode in won["mode"]} <= set(modes)


def test_the_first_prize_day_counts_nothing_that_is_not_in_use() -> None:
    """In December of the first simulated year only what has been finished is eligible."""
    model = DiffusionModel(small(**QUICK, prize__winners_per_year=5, prize__from_month="2014-01",
                                 time__burn_in_months=0), 1)  # fmt: skip
    for _ in range(12):
        model.step()
    cases = model.record().cases
    reused = np.isin(cases["mode"], [Mode.COPY, Mode.ADAPT, Mode.INSPIRED])
    assert model.eligible_last_year == (reused & (cases["implemented"] >= 0)).sum()
    assert (cases["implemented"][cases["prizes"] > 0] >= 0).all()


def test_only_the_scope_takes_part() -> None:
    model = with_prize(prize__scope=["region:Midtjylland"])
    cases = model.record().cases
    inside = {m.code for m in model.municipalities if m.region == "Midtjylland"}
    won = set(cases["code"][cases["prizes"] > 0].tolist())
    assert won
    assert won <= inside
    assert {m.outlook[Mode.COPY].prize > 0.0 for m in model.municipalities if m.code in inside} == {True}
    assert {m.outlook[Mode.COPY].prize for m in model.municipalities if m.code not in inside} == {0.0}


def test_a_national_prize_is_a_small_incentive_and_a_local_one_a_large() -> None:
    national = with_prize(winners=1)
    local = with_prize(winners=1, prize__scope=["Silkeborg"])
    reward = national.scenario.prize.reward
    silkeborg = [m for m in local.municipalities if m.name == "Silkeborg"]
    assert national.municipalities[0].outlook[Mode.COPY].prize < 0.1 * reward
    assert silkeborg[0].outlook[Mode.COPY].prize > 0.2 * reward


def test_own_work_is_never_promised_a_prize() -> None:
    assert {m.outlook[Mode.OWN].prize for m in with_prize().municipalities} == {0.0}


def test_every_way_of_working_belongs_to_one_channel() -> None:
    """What is neutral at zero in a prize is a channel of it, its being there, or what shapes another."""
    shaping = {"prize.winners_per_year", "prize.crowding"}
    neutral = {key for key, one in declarations().items() if one.section == "prize" and one.neutral == 0}
    in_channels = [key for keys in CHANNELS.values() for key in keys]
    assert sorted(in_channels) == sorted(neutral - shaping)


def test_a_prize_without_its_three_effects_changes_nothing_but_its_cost() -> None:
    none, plain = recorded(winners=0), recorded(**NO_EFFECT)
    differing = [name for name in MONTHLY if (column(none, name) != column(plain, name)).any()]
    assert differing == ["prizes_given", "dkk_prizes"]
    a, b = none.cases, plain.cases.copy()
    b["prizes"] = 0
    assert a.tobytes() == b.tobytes()


@pytest.mark.parametrize(
    "effect",
    [{"prize__reward": 30.0}, {"prize__recognition_winner": 1.0, "appraisal__copy_stigma": 3.0},
     {"prize__visibility_per_month": 0.5}],
    ids=["reward", "recognition", "visibility"],
)  # fmt: skip
def test_each_effect_works_on_its_own(effect: dict[str, Any]) -> None:
    without = {key: (0.0 if key in NO_EFFECT else value) for key, value in effect.items()}
    runs = [recorded(**(NO_EFFECT | changes)) for changes in (without, effect)]
    assert runs[0].cases.tobytes() != runs[1].cases.tobytes()


def test_r7_a_large_reward_brings_more_of_the_eligible_into_use_and_less_own_work() -> None:
    none = [recorded(winners=0, seed=seed) for seed in (1, 2, 3)]
    rich = [recorded(winners=60, seed=seed, prize__reward=40.0) for seed in (1, 2, 3)]
    reuse = (Mode.COPY, Mode.ADAPT, Mode.INSPIRED)
    assert implemented(*rich, modes=reuse) > 1.05 * implemented(*none, modes=reuse)
    assert implemented(*rich, modes=(Mode.OWN,)) < implemented(*none, modes=(Mode.OWN,))


def test_r7_a_prize_for_copies_alone_turns_other_reuse_into_copies() -> None:
    """A perverse effect that must be able to appear: modes are relabelled."""
    none = [recorded(winners=0, seed=seed) for seed in (1, 2, 3)]
    copies = [recorded(winners=60, seed=seed, prize__reward=40.0, prize__eligible_modes=["copy"]) for seed in (1, 2, 3)]
    assert implemented(*copies, modes=(Mode.COPY,)) > 1.1 * implemented(*none, modes=(Mode.COPY,))
    others = (Mode.ADAPT, Mode.INSPIRED)
    assert implemented(*copies, modes=others) < implemented(*none, modes=others)


def test_r7_recognition_wears_stigma_down_and_fades() -> None:
    early, late = (
        with_prize(prize__recognition_winner=0.5, prize__until_month=until) for until in ("2013-12", "2015-12")
    )
    pairs = [(m.recognition, n.recognition) for m, n in zip(late.municipalities, early.municipalities, strict=True)]
    assert all(kept > faded > 0.0 for kept, faded in pairs)
    assert max(m.recognition for m in with_prize(winners=0).municipalities) == 0.0


def test_r7_winners_and_those_tied_to_them_are_recognised_most() -> None:
    """One prize day, in the last month: untied ones gain what the media give, tied ones more, winners most."""
    model = with_prize(winners=3, prize__from_month="2015-01", prize__recognition_winner=0.5)
    cases = model.record().cases
    won = set(cases["code"][cases["prizes"] > 0].tolist())
    tied = {m.code for m in model.municipalities if any(n.code in won for n, _, _ in m.ties)} - won
    gained = {m.code: m.recognition for m in model.municipalities}
    assert {gained[code] for code in gained.keys() - tied - won} == {0.5 * MEDIA_SHARE}
    assert min(gained[code] for code in tied) > 0.5 * MEDIA_SHARE
    assert max(gained[code] for code in tied) < 0.5 * (MEDIA_SHARE + TIED_SHARE)
    assert min(gained[code] for code in won) > 0.5


def test_the_nominated_gain_less_than_the_winners_and_nobody_else_gains() -> None:
    """Each prize has its nominations: the next best are recognised once, and whoever won is not recognised twice."""
    plain = with_prize(winners=2, prize__from_month="2015-01")
    named = with_prize(winners=2, prize__from_month="2015-01", prize__recognition_nominated=0.1)
    cases = plain.record().cases
    won = set(cases["code"][cases["prizes"] > 0].tolist())
    more = {
        m.code
        for m, n in zip(named.municipalities, plain.municipalities, strict=True)
        if m.recognition != n.recognition
    }
    assert 1 <= len(more) <= 2 * NOMINATED_PER_PRIZE
    assert not more & won


def test_r7_a_winning_solution_is_heard_of_through_the_prize_while_it_is_visible() -> None:
    record = recorded(winners=5, prize__visibility_per_month=0.5, prize__until_month="2013-12",
                       external__per_era=0.0, portal__hearing_per_month=0.0)  # fmt: skip
    cases = record.cases
    by_prize = cases[cases["heard_via"] == Heard.PRIZE]
    assert by_prize.size > 20
    months = by_prize["aware"] - 12
    assert (months.min(), months.max()) in {
        (0, 22),
        (0, 23),
    }  # prizes of the first two Decembers, each visible for a year
