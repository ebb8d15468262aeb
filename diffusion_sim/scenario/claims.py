"""The report, claim by claim: where each stands in the model, and what switches it off.

Source: *Offentlig innovation: Ud på kanten, ind til kernen, over til naboen*, Center for Offentlig Innovation, July 2014.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from diffusion_sim.mechanisms.registry import Catalogued, claims

if TYPE_CHECKING:
    from diffusion_sim.scenario.scenario import Scenario


class ReportClaim(NamedTuple):
    """One claim of the report."""

    claim_id: str
    page: str
    claim: str
    claim_da: str
    """The claim in Danish."""
    rules: tuple[str, ...]
    """Files of the package that hold it."""
    neutral: dict[str, Any]
    """Values at which it changes nothing, bit for bit; an empty list where the scenario lists none."""
    scenario: str
    """File in configs/scenarios (baseline: configs/baseline.toml) in which it is at work."""
    measure: str
    """Key of the measure that shows it best."""
    others: tuple[str, ...]
    """Further scenarios."""
    uses: tuple[str, ...]
    """Parameters that shape it, also beyond it; they keep their values where it is switched off."""

    def in_words(self, language: str) -> str:
        """Return the claim, in short, in a language."""
        return self.claim_da if language == "da" else self.claim

    @property
    def scenario_files(self) -> list[str]:
        """Paths in the repository."""
        return [_file_of(name) for name in (self.scenario, *self.others)]

    def switched_off_in(self, scenario: Scenario) -> Scenario:
        """Return the scenario at the neutral values, without what changes them during the run."""
        own = {*self.neutral, *self.uses}
        kept = [
            i.model_dump(exclude_none=True, by_alias=True) for i in scenario.interventions if i.parameter not in own
        ]
        return scenario.with_changes({**self.neutral, "interventions": kept})


def _file_of(scenario: str) -> str:
    return "configs/baseline.toml" if scenario == "baseline" else f"configs/scenarios/{scenario}.toml"


def _report_claim(one: Catalogued) -> ReportClaim:
    declared = one.claim
    return ReportClaim(
        claim_id=f"R{declared.number}",
        page=declared.page,
        claim=declared.en,
        claim_da=declared.da,
        rules=tuple(f"mechanisms/{file}.py" for file in one.files),
        neutral=declared.neutral,
        scenario=declared.scenario,
        measure=declared.measure,
        others=declared.others,
        uses=declared.uses,
    )


CLAIMS = tuple(_report_claim(one) for one in claims())
"""R1 to R28, in their order."""
