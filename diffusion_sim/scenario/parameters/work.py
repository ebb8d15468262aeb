"""Parameters of work: developing, putting into use, running and stopping."""

from __future__ import annotations

from diffusion_sim.scenario.parameter import Section, number


class Work(Section):
    """Months of development, by mode (R7 p. 27: reuse shortens the development phase; R8: innovation takes time)."""

    months_own: float = number(14.0, "Own development of a solution of complexity 1.", unit="months", between=(0, 240),
                               source="assumption")
    months_inspired: float = number(12.0, "Inspired development of a solution of complexity 1.", unit="months", between=(0, 240), source="assumption")
    months_adapt: float = number(8.0, "Adapting another's solution of complexity 1.", unit="months", between=(0, 240), source="assumption")
    months_copy: float = number(4.0, "Copying another's solution of complexity 1.", unit="months", between=(0, 240), source="assumption")
    spread: float = number(0.4, "Spread of months between projects (log-normal, median kept).", unit="sd of log",
                           between=(0, 2), reach="world", neutral=0.0, source="assumption")


class Implementation(Section):
    """From developed to used: the hardest phase, where the opponents are met (R12 p. 15, 12)."""

    mean_months: float = number(12.0, "Mean months to put a solution into use; 0 is at once.", unit="months",
                                between=(0, 240), source="assumption")
    failure_per_month: float = number(0.025, "Hazard of giving up, before ownership and involvement.", unit="per month",
                                      between=(0, 5), neutral=0.0,
                                      source="assumption; implementation is the barrier named most (72 municipalities, 2020)")
    ownership_relief: float = number(0.5, "Share of that hazard that full ownership removes.", unit="share",
                                     between=(0, 1), neutral=0.0, source="assumption; R6 p. 26")
    user_involvement: float = number(0.0, "Share of users and staff drawn in during development.", unit="share",
                                     between=(0, 1), neutral=0.0, source="lever; R12 p. 12")
    involvement_relief: float = number(0.4, "Share of the hazard of giving up that full involvement removes.",
                                       unit="share", between=(0, 1), source="assumption; R12 p. 12")
    involvement_fit: float = number(0.3, "Share of missing fit that full involvement makes good.", unit="share",
                                    between=(0, 1), source="assumption; R12 p. 12: involving users hits better")
    involvement_merit: float = number(0.1, "Benefit that full involvement adds.", unit="share", between=(0, 5),
                                      source="assumption; R12 p. 12")
    involvement_months: float = number(0.25, "Development time that full involvement adds.", unit="share", between=(0, 5),
                                       source="assumption")


class Operation(Section):
    """What is in use, until it is stopped, replaced or out of date."""

    stop_per_year: float = number(
        0.05, "Hazard of stopping a solution in normal use.", unit="per year", between=(0, 10), neutral=0.0,
        source="assumption; 6.8-18.7 % of users of 12 farm practices stopped in time (evidence on dis-adoption)")
    outdated_stop_factor: float = number(5.0, "Factor on that hazard once the problem has changed.", unit="factor",
                                         between=(0, 100), neutral=1.0, source="assumption")
    outdated_value_share: float = number(0.4, "Share of value that remains once the problem has changed.", unit="share",
                                         between=(0, 1), neutral=1.0, source="assumption")
