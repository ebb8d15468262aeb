"""Parameters of money: who pays, what happens when a grant ends, and the kroner ledger."""

from __future__ import annotations

from diffusion_sim.scenario.parameter import Section, number


class Funding(Section):
    """Permanent money or a grant from the yearly pool (R10, R11 p. 15)."""

    grant_seeking_share: float = number(
        0.5, "Share of reuse projects that apply to the pool, where nothing runs on permanent money.", unit="share",
        between=(0, 1), neutral=0.0, source="fitted: 12-13 % of innovations are externally financed (barometer, waves 3-4)",
        grade="calibrated")
    first_of_kind_factor: float = number(
        3.0, "How much likelier own development is to apply.", unit="factor", between=(0, 10), neutral=1.0,
        source="fitted: the externally financed are twice as often first of kind (barometer, wave 4)", grade="calibrated")
    grants_per_year: int = number(82, "Grants that the pool gives each year in the whole country.", unit="grants per year",
                                  between=(0, 100_000), reach="national",
                                  source="fitted to 12-13 % externally financed", grade="calibrated")
    reuse_reserved_share: float = number(0.0, "Share of the grants kept for reuse.", unit="share", between=(0, 1),
                                         reach="national", neutral=0.0, source="lever")
    decision_month: int = number(3, "Month of the year in which the pool decides.", unit="month of year", between=(1, 12),
                                 reach="world", source="assumption")
    fallback_share: float = number(0.5, "Share of refused projects that go on with permanent money.", unit="share",
                                   between=(0, 1), source="assumption")
    burden_copy: float = number(0.05, "Chance that an application to copy fails for want of a detailed plan.",
                                unit="probability", between=(0, 1), neutral=0.0, source="assumption; R11 p. 15")
    burden_adapt: float = number(0.10, "The same for adapting.", unit="probability", between=(0, 1), neutral=0.0,
                                 source="assumption; R11 p. 15")
    burden_inspired: float = number(0.25, "The same for inspired development: a plan is hard to give for a dream.",
                                    unit="probability", between=(0, 1), neutral=0.0, source="assumption; R11 p. 15")
    burden_own: float = number(0.30, "The same for own development.", unit="probability", between=(0, 1), neutral=0.0,
                               source="assumption; R11 p. 15")
    grant_months: int = number(24, "Months that a grant pays in full.", unit="months", between=(0, 600),
                               source="assumption")
    taper_months: int = number(0, "Months after that over which the money fades out.", unit="months", between=(0, 600),
                               neutral=0, source="lever; R10 p. 15")
    tail_months: int = number(0, "Months added for work that is past development when the grant ends.", unit="months",
                              between=(0, 600), neutral=0, source="lever; R10, R12 p. 15")


class Cliff(Section):
    """What the end of a grant does to work that hangs on it (R10 p. 15)."""

    unfinished_per_month: float = number(
        0.3, "Hazard of losing unfinished work after the grant, before permanence, ownership and carrying.",
        unit="per month", between=(0, 5), neutral=0.0, source="assumption; R10 p. 15: presumably creates no value")
    operation_per_month: float = number(
        0.028, "The same for grant-run work that is in operation.", unit="per month", between=(0, 5), neutral=0.0,
        plausible=(0.0207, 0.0353),  # 7.4 to 12.6 % a year where the default gives 10 %
        source="Bond et al. 2014: 7.4 to 12.6 % a year after relief by permanence and ownership", grade="evidence")
    operation_months: int = number(72, "Months after the grant during which work in operation stays at risk.",
                                   unit="months", between=(0, 1200), reach="world",
                                   source="Bond et al. 2014 followed sites for six years", grade="evidence")
    ownership_relief: float = number(0.5, "Share of the hazard that full ownership removes.", unit="share", between=(0, 1),
                                     neutral=0.0, source="assumption; R6 p. 26, R12 p. 15")
    embedding_share: float = number(0.0, "Share of grant-run projects that go over to permanent money once in use.",
                                    unit="share", between=(0, 1), neutral=0.0, source="lever; R13 p. 10")


class Costs(Section):
    """Kroner at 2014 prices, for a project of complexity 1; apart from utility."""

    development_dkk_per_month: float = number(90_000.0, "Own or inspired development.", unit="DKK per month",
                                              between=(0, 1e8), reach="national", source="assumption")
    adaptation_dkk_per_month: float = number(70_000.0, "Adapting another's solution.", unit="DKK per month",
                                             between=(0, 1e8), reach="national", source="assumption")
    copying_dkk_per_month: float = number(50_000.0, "Copying another's solution.", unit="DKK per month",
                                          between=(0, 1e8), reach="national", source="assumption")
    implementation_dkk_per_month: float = number(80_000.0, "Putting a solution into use.", unit="DKK per month",
                                                 between=(0, 1e8), reach="national", source="assumption")
    running_dkk_per_month: float = number(15_000.0, "Running a solution in operation.", unit="DKK per month",
                                          between=(0, 1e8), reach="national", source="assumption")
    grant_share: float = number(0.75, "Share of a funded project's cost that the grant pays.", unit="share",
                                between=(0, 1), reach="national", source="assumption")
    discount_per_year: float = number(0.0, "Rate at which later kroner are discounted in totals.", unit="per year",
                                      between=(0, 1), reach="world", neutral=0.0, source="0: undiscounted, by choice",
                                      grade="definition")
