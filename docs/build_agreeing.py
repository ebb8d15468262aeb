"""Draw all uncertain parameters so that the baseline agrees with the observed figures, and keep the draws in the package.

    python docs/build_agreeing.py --draws 50

takes some half an hour of two processors. ``compare --uncertainty`` and experiments 11 and 12 go through these draws.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from diffusion_sim.calibration.agreeing_draws import CHAINS, REDRAWN, STEPS, AgreeingDraws, agreeing_draws
from diffusion_sim.calibration.calibration_plan import Plan, load_calibration
from diffusion_sim.files import csv_text
from diffusion_sim.scenario.declarations import value_of
from diffusion_sim.scenario.posterior import AGREEING, CALIBRATED_AT
from diffusion_sim.version import version

PLAN = Path(__file__).parents[1] / "configs" / "calibration" / "barometer.toml"


def main() -> None:
    """Walk the chains and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=50)
    parser.add_argument("--out", type=Path, default=AGREEING)
    asked = parser.parse_args()
    plan = load_calibration(PLAN)
    found = agreeing_draws(plan, asked.draws, progress=told)
    asked.out.write_text(text_of(plan, found), encoding="utf-8")


def told(step: int, of: int) -> None:
    """Say how far the chains are."""
    if step % STEPS == 0:
        print(f"{step} of {of} steps", file=sys.stderr, flush=True)


def text_of(plan: Plan, found: AgreeingDraws) -> str:
    """Return the file: where it comes from, then the draws."""
    keys = [str(key) for key in found.table if key not in {"draw", "weight"}]
    values = {key: value_of(plan.scenario, key) for key in keys}
    head = (
        f"# Draws of {len(keys)} parameters under which {plan.scenario.name} agrees with the targets of {plan.name}, seed {plan.seed}",
        f"# Tolerance {plan.tolerances[-1]:g}; every {STEPS} steps of {CHAINS} chains that redraw {REDRAWN} parameters; {found.taken:.0%} of them taken; version {version()}",
        f"# Worth {found.worth:.0f} independent draws; {len(found.idle)} parameters that move no figure are independent: {', '.join(found.idle)}",
        "# Used by diffusion-sim compare --uncertainty N. A statement under the model, not a forecast.",
        CALIBRATED_AT + json.dumps(values),
    )
    return "\n".join(head) + "\n" + csv_text(found.table)


if __name__ == "__main__":
    main()
