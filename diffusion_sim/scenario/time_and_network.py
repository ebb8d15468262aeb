"""What a scenario is set in: its months, and who is tied to whom. None of it can change during a run."""

from __future__ import annotations

from typing import Literal

from diffusion_sim.mechanisms.declaring import Parameters, choice, number


class Time(Parameters, section="time", da="Tid"):
    """Which months are simulated and which of them are reported."""

    # fmt: off
    first_month: str = choice(
        "2014-01",
        en=("First month reported", "First month that is reported, as YYYY-MM."),
        da=("Første måned", "Den første måned, der rapporteres, som ÅÅÅÅ-MM."),
        source="the report is of July 2014",
    )
    months: int = number(
        120, unit="months", between=(1, 1200), grade="definition", reach="fixed",
        en=("Months reported", "Months that are reported."),
        da=("Antal måneder", "Antal måneder, der rapporteres."),
        source="ten years",
    )
    burn_in_months: int = number(
        480, unit="months", between=(0, 1200), reach="fixed",
        en=("Months before the first reported one",
            "Months run before the first reported one, so that the stock of solutions is in regime; answers to problems that are over twelve years before it are passed over."),
        da=("Måneder før den første",
            "Måneder, der simuleres før den første rapporterede, så beholdningen af løsninger er i ligevægt; løsninger på problemer, der er ovre tolv år før, springes over."),
        source="assumption: four mean eras of a problem (problems.era_end_per_year), after which value no longer drifts",
    )
    # fmt: on


MAP_WEIGHTS = {"land_border": 1.0, "fixed_link": 1.0, "ferry": 0.5}
"""Relative weights of ties on the map: a land border is the unit, and a bridge or tunnel counts for as much. Assumption."""
WEIGHT_OTHER = 1.0
"""Relative weight of ties of a kind that is not Denmark's (synthetic graphs, own files): assumption."""


class Network(Parameters, section="network", da="Forbindelser"):
    """Who is tied to whom, and how much each kind of tie weighs in a municipality's contact with others."""

    # fmt: off
    kind: Literal["denmark", "rewired", "complete", "ring", "watts_strogatz", "erdos_renyi", "barabasi_albert", "file"] = choice(
        "denmark",
        en=("Kind of ties",
            "The Danish ties, the same rewired with degrees kept, a synthetic graph, or your own files."),
        da=("Forbindelser",
            "De danske forbindelser, de samme omkoblet med uændret antal pr. kommune, et syntetisk netværk eller egne filer."),
        source="R9 p. 8, R15 p. 10-11",
    )
    places: Literal["denmark", "synthetic"] = choice(
        "denmark",
        en=("Places on a synthetic graph", "Who sits on a synthetic graph: the 98 municipalities or numbered places."),
        da=("Steder", "Hvem der indgår i et syntetisk netværk: de 98 kommuner eller nummererede steder."),
        source="design choice",
    )
    size: int = number(
        98, unit="places", between=(1, 100_000), grade="definition", reach="fixed",
        en=("Number of places", "Number of places on a synthetic graph."),
        da=("Antal steder", "Antal steder i et syntetisk netværk."),
        source="98 municipalities since 2007 (Statistics Denmark)",
    )
    degree: int = number(
        6, unit="ties", between=(1, 1000), reach="fixed",
        en=("Ties of a place",
            "Ties of a place on a ring, Watts-Strogatz, Erdos-Renyi (mean) or Barabasi-Albert graph."),
        da=("Forbindelser pr. sted",
            "Antal forbindelser pr. sted i et ring-, Watts-Strogatz-, Erdős-Rényi- (gennemsnit) eller Barabási-Albert-netværk."),
        source="assumption",
    )
    rewiring_probability: float = number(
        0.1, unit="probability", between=(0, 1), reach="fixed",
        en=("Chance of rewiring", "Chance that a tie of a Watts-Strogatz graph is rewired."),
        da=("Omkobling", "Sandsynlighed for, at en forbindelse i et Watts-Strogatz-netværk kobles om."),
        source="Watts & Strogatz 1998",
    )
    graph_seed: int = number(
        1, unit="integer", between=(0, 4_294_967_295), grade="definition", reach="fixed",
        en=("Seed of the graph", "Seed of a synthetic graph; the graph is the same in all replications."),
        da=("Netværkets startværdi",
            "Startværdi (seed) for et syntetisk netværk; netværket er det samme i alle simulerede forløb."),
        source="design choice",
    )
    nodes_file: str = choice(
        "",
        en=("File of places", 'Your own places: a CSV with id, name and more (kind = "file").'),
        da=("Fil med steder", 'Egne steder: en CSV-fil med id, name og mere (kind = "file").'),
        source="user",
    )
    edges_file: str = choice(
        "",
        en=("File of ties", 'Your own ties: a CSV with source, target, or a GraphML file (kind = "file").'),
        da=("Fil med forbindelser",
            'Egne forbindelser: en CSV-fil med source og target eller en GraphML-fil (kind = "file").'),
        source="user",
    )
    normalisation: Literal["share", "count"] = choice(
        "share",
        en=("Contact budget", "share: a contact budget of 1 for each municipality; count: every tie weighs 1."),
        da=("Vægtning", "share: hver kommune har et kontaktbudget på 1; count: hver forbindelse vejer 1."),
        source="design choice",
    )
    isolated: Literal["refuse", "allow"] = choice(
        "refuse",
        en=("Places without ties", "What to do with a place that has no tie at all."),
        da=("Steder uden forbindelser", "Hvad der sker med et sted uden forbindelser."),
        source="design choice",
    )
    repeated_ties: Literal["refuse", "merge"] = choice(
        "refuse",
        en=("Repeated ties",
            "A tie that a file names twice, or from both ends: an error, or one tie that weighs the sum."),
        da=("Gentagne forbindelser",
            "En forbindelse, som en fil nævner to gange eller fra begge ender: en fejl, eller én forbindelse, der vejer summen."),
        source="design choice",
    )
    weight_region: float = number(
        1.5, unit="relative weight", between=(0, 10), reach="fixed",
        en=("Weight: same region", "Weight of lying in the same region."),
        da=("Vægt: samme region", "Vægten af at ligge i samme region."),
        source="assumption; Dahl & Hansen 2006 found the region to matter more than organisation to organisation",
    )
    weight_bodies: float = number(
        1.0, unit="relative weight", between=(0, 10), reach="fixed",
        en=("Weight: collaborations", "Weight of sitting in the same collaboration bodies."),
        da=("Vægt: samarbejder", "Vægten af at deltage i de samme samarbejder."),
        source="assumption; R15 p. 10-11",
    )
    weight_size_likeness: float = number(
        0.5, unit="relative weight", between=(0, 10), reach="fixed",
        en=("Weight: alike in size", "Weight of being alike in population."),
        da=("Vægt: samme størrelse", "Vægten af at ligne hinanden i folketal."),
        source="assumption; Shipan & Volden 2008",
    )
    # fmt: on

    @property
    def has_danish_ties(self) -> bool:
        """Tell whether the ties are the Danish ones, as they are or rewired."""
        return self.kind in {"denmark", "rewired"}

    @property
    def whose(self) -> Literal["denmark", "synthetic", "file"]:
        """Whose places these are: Denmark's, numbered ones, or the user's own."""
        if self.kind == "file":
            return "file"
        return "denmark" if self.has_danish_ties or self.places == "denmark" else "synthetic"


def weight_of(network: Network, layer: str) -> float:
    """Return the relative weight of one kind of tie."""
    return float(getattr(network, f"weight_{layer}", MAP_WEIGHTS.get(layer, WEIGHT_OTHER)))
