"""Ask how the strength of Not Invented Here and the ownership that adapting gives change who reuses.

Uncertainties: appraisal.nih_bias (0 to 0.9), which no data identify; worlds (replications).
Levers: appraisal.ownership_adapt (0 to 1), what involvement in adapting may bring back.
Outcomes: copied, adapted and own among the latest innovations; paired differences to the baseline.
Constants: everything else in the baseline.
Design: a grid of both in the same worlds. Run time: 0.4 seconds for each world on one core.
"""

from __future__ import annotations

from asking import asked, report, scenario, variants

import diffusion_sim as ds

GRID = {
    f"bias {bias:g}, ownership {owned:g}": {"appraisal.nih_bias": bias, "appraisal.ownership_adapt": owned}
    for bias in (0.0, 0.3, 0.6, 0.9)
    for owned in (0.0, 0.5, 1.0)
    if (bias, owned) != (0.3, 0.5)
}
MEASURES = ("mix_copied_percent", "mix_adapted_percent", "mix_own_percent")


def main() -> None:
    """Compare the grid with the baseline, and write table and figure."""
    options = asked(__doc__, "nih_and_ownership", 100)
    base = scenario("baseline")
    effect = ds.compare(base, *variants(base, GRID), replications=options.replications, seed=options.seed)
    report(effect, MEASURES, "Not Invented Here and ownership by adapting: who reuses", options.out)


if __name__ == "__main__":
    main()
