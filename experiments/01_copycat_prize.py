"""Ask what a copycat prize changes, by number, size and scope, and what it costs elsewhere.

Uncertainties: the latent draws of the worlds (replications); parameters stay at their defaults.
Levers: prize.winners_per_year (1 to 30), prize.reward (2 to 8, by default 4), prize.scope (all, Silkeborg, a region, the
five largest, the five islands).
Outcomes: what is put to use, own development among it, merit of what is reused, public cost; paired differences.
Constants: everything else in the baseline.
Design: the same worlds under each prize. Run time: 4 seconds for each world on one core.
"""

from __future__ import annotations

from asking import asked, report, scenario, variants

import diffusion_sim as ds

NUMBER = {f"national, {n} a year": {"prize.winners_per_year": n} for n in (1, 3, 10, 30)}
SIZE = {
    f"national, 3 a year, worth {reward:g}": {"prize.winners_per_year": 3, "prize.reward": reward}
    for reward in (2.0, 8.0)
}
REGIONS = ("Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland")
WHERE = {
    "Silkeborg alone": ["Silkeborg"],
    **{f"{region} alone": [f"region:{region}"] for region in REGIONS},
    "the five largest": ["København", "Aarhus", "Odense", "Aalborg", "Esbjerg"],
    "five islands": ["Bornholm", "Samsø", "Læsø", "Ærø", "Langeland"],
}
SCOPE = {f"{name}, 1 a year": {"prize.winners_per_year": 1, "prize.scope": places} for name, places in WHERE.items()}
MEASURES = ("put_to_use_per_year", "own_percent", "reused_merit", "cost_million_dkk")


def main() -> None:
    """Compare the prizes with no prize, and write table and figure."""
    options = asked(__doc__, "copycat_prize", 100)
    base = scenario("baseline", options)
    prizes = variants(base, NUMBER | SIZE | SCOPE)
    effect = ds.compare(base, *prizes, replications=options.replications, seed=options.seed)
    report(effect, MEASURES, "The copycat prize by number, size and scope", options.out)


if __name__ == "__main__":
    main()
