"""The copycat prize (R7 p. 27): who is eligible, who wins, and what winning does to stigma and visibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws.streams import PRIZE_LUCK
from diffusion_sim.engine.columns import ELIGIBLE_LAST_YEAR, ENTRIES, MONTH, PRIZES, RECOGNISED, STRETCH, YEAR
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.luck import uniform
from diffusion_sim.engine.settings import prize_of
from diffusion_sim.engine.space import touch_at
from diffusion_sim.rules.prize import judged_score
from diffusion_sim.rules.stigma import recognition_gained

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State


@kernel
def award_prize(run: State) -> None:
    """Choose the winners, pay and praise them, and count who could have won in the last twelve months."""
    eligible = _keep_eligible(run)
    run.counts[ELIGIBLE_LAST_YEAR], run.counts[ENTRIES] = eligible, 0
    winners = min(prize_of(run.settings[run.counts[STRETCH], 0]).winners_per_year, eligible)
    if winners == 0:
        return
    for i in range(eligible):
        run.keys[i] = _score(run, run.entries[i])
    for place in range(winners):
        best = _best_entry(run, place, eligible)
        run.entries[place], run.entries[best] = run.entries[best], run.entries[place]
        run.keys[place], run.keys[best] = run.keys[best], run.keys[place]
        _honour(run, run.entries[place])
    run.now[PRIZES] += winners
    run.counts[RECOGNISED] = 1
    _recognise(run, winners)


@kernel
def _keep_eligible(run: State) -> int:
    """Bring the eligible among the year's entries to the front; return how many there are."""
    kept = 0
    for i in range(run.counts[ENTRIES]):
        case = run.cases[run.entries[i]]
        mode = whole(case["mode"])
        if run.places[case["row"]]["in_prize_scope"] == 1 and (run.facts.eligible_modes >> mode) & 1:
            run.entries[kept] = run.entries[i]
            kept += 1
    return kept


@kernel
def _score(run: State, c: int) -> float:
    case = run.cases[c]
    identity, code = run.solutions[case["solution"]]["identity"], run.places[case["row"]]["code"]
    luck = uniform(run.key, identity, code, PRIZE_LUCK, run.counts[YEAR])
    judged = prize_of(run.settings[run.counts[STRETCH], case["row"]]).judged_merit
    return judged_score(judged, case["merit"], luck)


@kernel
def _best_entry(run: State, first: int, last: int) -> int:
    """Return the position of the highest score; among equals the lower code, then the lower identity."""
    best = first
    for i in range(first + 1, last):
        if run.keys[i] > run.keys[best] or (run.keys[i] == run.keys[best] and _comes_before(run, i, best)):
            best = i
    return best


@kernel
def _comes_before(run: State, i: int, j: int) -> bool:
    here, there = run.cases[run.entries[i]], run.cases[run.entries[j]]
    if here["row"] != there["row"]:
        return here["row"] < there["row"]
    return run.solutions[here["solution"]]["identity"] < run.solutions[there["solution"]]["identity"]


@kernel
def _honour(run: State, c: int) -> None:
    run.cases[c]["prizes"] += 1
    solution, after = run.solutions[run.cases[c]["solution"]], run.counts[MONTH] + 1
    national = prize_of(run.settings[run.counts[STRETCH], 0])
    solution["visible_until"] = after + national.visibility_months
    touch_at(run, after, run.cases[c]["solution"])
    touch_at(run, whole(solution["visible_until"]), run.cases[c]["solution"])


@kernel
def _recognise(run: State, winners: int) -> None:
    """Wear down stigma: of winners, of those tied to winners, and a little everywhere."""
    national = prize_of(run.settings[run.counts[STRETCH], 0])
    for m in range(run.places.shape[0]):
        place, agent, tied = run.places[m], run.agents[m], 0.0
        for at in range(place["first_tie"], place["last_tie"]):
            if run.ties[at]["since"] <= run.counts[MONTH] and _has_won(run, run.ties[at]["row"], winners):
                tied += run.ties[at]["weight"]
        whole = agent["whole_contact"] if agent["whole_contact"] > 0.0 else 1.0
        share = national.recognition_tied * (tied / whole)
        agent["recognition"] = recognition_gained(agent["recognition"], share)
        agent["recognition"] = recognition_gained(agent["recognition"], national.recognition_media)
        if _has_won(run, m, winners):
            agent["recognition"] = recognition_gained(agent["recognition"], national.recognition_winner)


@kernel
def _has_won(run: State, m: int, winners: int) -> bool:
    for i in range(winners):  # noqa: SIM110 - kernels know no generators
        if run.cases[run.entries[i]]["row"] == m:
            return True
    return False
