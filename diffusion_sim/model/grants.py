"""The yearly grant pool: applications wait for its decision and are ranked by fixed priorities (R10, R11 p. 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws import uniform
from diffusion_sim.draws.streams import GRANT_FALLBACK, GRANT_PLAN, GRANT_PRIORITY
from diffusion_sim.model import working
from diffusion_sim.rules.codes import End, Mode, Stage
from diffusion_sim.rules.enthusiasm import goes_on_without_grant
from diffusion_sim.rules.planning import planning_burden, reserved_grants

if TYPE_CHECKING:
    from diffusion_sim.model.case import Case
    from diffusion_sim.model.model import DiffusionModel
    from diffusion_sim.model.municipality import Municipality

    Application = tuple[Municipality, Case]


class GrantPool:
    """Gives so many grants a year; one more applicant displaces at most the last that would have won."""

    def __init__(self, model: DiffusionModel) -> None:
        self.model = model
        self.applications: list[Application] = []

    def apply(self, m: Municipality, case: Case) -> None:
        """Hand in an application; it waits for the pool's month."""
        self.applications.append((m, case))
        self.model.tally["grants_applied"] += 1

    def withdraw(self, m: Municipality, case: Case) -> None:
        """Take an application back, if there is one."""
        self.applications = [a for a in self.applications if a != (m, case)]

    def decide(self) -> None:
        """Rank the applications, give the grants, and turn the others away."""
        winners = self._winners()
        for m, case in self.applications:
            if (m, case) in winners:
                self.model.tally["grants_awarded"] += 1
                working.begin(m, case, granted=True)
            else:
                self._turn_away(m, case)
        self.applications = []

    def _winners(self) -> set[Application]:
        funding = self.model.national.funding
        ranked = sorted((a for a in self.applications if self._has_plan(*a)), key=self._priority)
        reserved = reserved_grants(funding.grants_per_year, funding.reuse_reserved_share)
        first = [a for a in ranked if a[1].mode is not Mode.OWN][:reserved]
        rest = [a for a in ranked if a not in first]
        return {*first, *rest[: funding.grants_per_year - len(first)]}

    def _has_plan(self, m: Municipality, case: Case) -> bool:
        burden = planning_burden(m.settings.funding, int(case.mode))
        return self._draw(m, case, GRANT_PLAN) >= burden

    def _priority(self, application: Application) -> float:
        return self._draw(*application, GRANT_PRIORITY)

    def _draw(self, m: Municipality, case: Case, stream: int) -> float:
        return uniform(self.model.key, case.solution.identity, m.code, stream, self.model.year)

    def _turn_away(self, m: Municipality, case: Case) -> None:
        """Go on with permanent money, or wait for the next budget year."""
        present = m.carriers.present if m.carriers is not None else 1.0
        share = m.settings.enthusiasts.unfunded_share
        chance = goes_on_without_grant(m.settings.funding.fallback_share, share, present)
        goes_on = self._draw(m, case, GRANT_FALLBACK) < chance
        dossier = m.dossiers[case.solution.problem]
        if goes_on and m.free_capacity(dossier.field) > 0:
            working.begin(m, case, granted=False)
            return
        dossier.postponed = True
        if case.solution.origin is m:
            m.close(case, Stage.ABANDONED, End.NO_MONEY)
        else:
            dossier.under_way = None
            case.stage, case.mode = Stage.AWARE, Mode.NOTHING
            dossier.known.append(case)
