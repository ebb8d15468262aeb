"""Ask whether it matters who is tied to whom, or only how many ties each has.

Uncertainties: the graph; replications.
Levers: network.kind: the Danish ties, the same rewired with degrees kept, a random and a scale-free graph.
Outcomes: what is implemented, how far the widest solution comes, hearings a year; paired differences.
Constants: everything else in the baseline, 98 municipalities.
Design: the same replications on each graph. Run time: 0.15 seconds for each replication on one core.
"""

from __future__ import annotations

from asking import asked, report, scenario, variants

import diffusion_sim as ds

GRAPHS = {
    "rewired, degrees kept": {"network.kind": "rewired"},
    "random graph, mean degree 6": {"network.kind": "erdos_renyi", "network.degree": 6, "network.isolated": "allow"},
    "scale-free graph": {"network.kind": "barabasi_albert", "network.degree": 6},
    "everybody with everybody": {"network.kind": "complete"},
}
MEASURES = ("implemented_per_year", "aware_per_year", "largest_spread_percent")


def main() -> None:
    """Compare the graphs with the Danish one, and write table and figure."""
    options = asked(__doc__, "network_structure", 20)
    base = scenario("baseline", options)
    effect = ds.compare(base, *variants(base, GRAPHS), replications=options.replications, seed=options.seed)
    report(effect, MEASURES, "Who is tied to whom", options.out)


if __name__ == "__main__":
    main()
