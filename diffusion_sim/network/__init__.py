"""The collaboration graph: who is tied to whom, on which layer, and how contact is shared out."""

from diffusion_sim.network.contact import Contact, ContactWeights, Normalisation, contact_weights
from diffusion_sim.network.files import UserNetwork, read_edges, read_graphml
from diffusion_sim.network.graph import build_graph, graph_places, graph_ties, ties_among
from diffusion_sim.network.isolation import Isolated
from diffusion_sim.network.layers import PLACE_LAYERS, place_ties, region_ties, size_likeness_ties
from diffusion_sim.network.rewiring import rewired_graph
from diffusion_sim.network.selectors import find_municipalities
from diffusion_sim.network.synthetic import SYNTHETIC_LAYER, SyntheticKind, synthetic_graph, synthetic_places

__all__ = [
    "PLACE_LAYERS",
    "SYNTHETIC_LAYER",
    "Contact",
    "ContactWeights",
    "Isolated",
    "Normalisation",
    "SyntheticKind",
    "UserNetwork",
    "build_graph",
    "contact_weights",
    "find_municipalities",
    "graph_places",
    "graph_ties",
    "place_ties",
    "read_edges",
    "read_graphml",
    "region_ties",
    "rewired_graph",
    "size_likeness_ties",
    "synthetic_graph",
    "synthetic_places",
    "ties_among",
]
