"""The copycat prize (R7 p. 27): who is eligible, who wins, and what winning does to stigma and visibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws import uniform
from diffusion_sim.draws.streams import PRIZE_LUCK
from diffusion_sim.exact import added
from diffusion_sim.results.record import NEVER
from diffusion_sim.rules.prize import chance_of_winning, judged_score
from diffusion_sim.rules.stigma import recognition_gained

if TYPE_CHECKING:
    from diffusion_sim.model.case import Case
    from diffusion_sim.model.model import DiffusionModel
    from diffusion_sim.model.municipality import Municipality

    Entry = tuple[Municipality, Case]

MONTHS_PER_YEAR = 12


class CopycatPrize:
    """Given once a year to the best reuse of the last twelve months; without winners it only counts."""

    def __init__(self, model: DiffusionModel) -> None:
        self.model = model
        self.eligible_last_year = 0

    def chance(self, m: Municipality) -> float:
        """Return a municipality's odds as it sees them: winners over last year's eligible cases in the scope."""
        if m.row not in self.model.world.prize_scope:
            return 0.0
        return chance_of_winning(self.model.national.prize.winners_per_year, self.eligible_last_year)

    def award(self) -> None:
        """Choose the winners, pay and praise them, and count who could have won."""
        entries = self._entries()
        self.eligible_last_year = len(entries)
        winners = sorted(entries, key=self._rank)[: self.model.national.prize.winners_per_year]
        for _, case in winners:
            case.prizes += 1
            case.solution.visible_until = self.model.month + 1 + self.model.national.prize.visibility_months
        self.model.tally["prizes_given"] += len(winners)
        if winners:
            self._recognise([m for m, _ in winners])

    def _entries(self) -> list[Entry]:
        scenario, since = self.model.scenario.prize, max(self.model.month - MONTHS_PER_YEAR, NEVER)
        when = "operating" if scenario.eligible_stage == "implemented" else "started"
        return [
            (m, case)
            for m in self.model.municipalities
            if m.row in self.model.world.prize_scope
            for case in m.cases.values()
            if getattr(case, when) > since and case.mode.name.lower() in scenario.eligible_modes
        ]

    def _rank(self, entry: Entry) -> tuple[float, int, int]:
        m, case = entry
        luck = uniform(self.model.key, case.solution.identity, m.code, PRIZE_LUCK, self.model.year)
        score = judged_score(m.settings.prize.judged_merit, case.merit, luck)
        return -score, m.code, int(case.solution.identity)

    def _recognise(self, winners: list[Municipality]) -> None:
        """Wear down stigma: of winners, of those tied to winners, and a little everywhere."""
        prize = self.model.national.prize
        for m in self.model.municipalities:
            tied = added(weight for other, weight, _ in m.ties if other in winners)
            whole = m.whole_contact if m.whole_contact > 0.0 else 1.0
            share = prize.recognition_tied * (tied / whole)
            m.recognition = recognition_gained(m.recognition, share)
            m.recognition = recognition_gained(m.recognition, prize.recognition_media)
            if m in winners:
                m.recognition = recognition_gained(m.recognition, prize.recognition_winner)
