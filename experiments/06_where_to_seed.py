"""Ask where one good solution should be tried first if it is to spread: large cities, one region, everywhere a little.

Uncertainties: the latent draws of the worlds (replications).
Levers: which five municipalities run the innovation from the first month.
Outcomes: solutions in operation at the end; here that is municipalities that use the one innovation.
Constants: no other problems; everything else in the baseline.
Design: the same worlds with each set of first users, against five drawn at random. Run time: under 0.1 seconds for each
world on one core.
"""

from __future__ import annotations

from typing import Any

from asking import asked, report, scenario

import diffusion_sim as ds

FIRST = {
    "five largest cities": ["København", "Aarhus", "Odense", "Aalborg", "Esbjerg"],
    "one in each region": ["Herlev", "Slagelse", "Vejle", "Silkeborg", "Hjørring"],
    "neighbours in Midtjylland": ["Silkeborg", "Skanderborg", "Favrskov", "Horsens", "Odder"],
    "five islands": ["Bornholm", "Samsø", "Læsø", "Ærø", "Langeland"],
}
MEASURES = ("in_operation", "put_to_use_per_year")


def seeded(name: str, first: dict[str, Any]) -> ds.Scenario:
    """Return a country in which only one innovation spreads."""
    innovation = {"name": "The innovation", "from": "2014-01", "benefit": 2.0, **first}
    changes = {"problems.fields": [], "time.burn_in_months": 0, "innovations": [innovation]}
    return scenario("baseline").with_changes({"name": name, **changes})


def main() -> None:
    """Compare the sets of first users, and write table and figure."""
    options = asked(__doc__, "where_to_seed", 200)
    base = seeded("five at random", {"random_first_adopters": 5})
    others = [seeded(name, {"first_adopters": first}) for name, first in FIRST.items()]
    effect = ds.compare(base, *others, replications=options.replications, seed=options.seed)
    report(effect, MEASURES, "Where one solution starts, and how many use it ten years later", options.out)


if __name__ == "__main__":
    main()
