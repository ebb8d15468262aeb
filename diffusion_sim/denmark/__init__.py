"""The 98 Danish municipalities: facts with source and date, checked against their checksums when loaded."""

from diffusion_sim.denmark.columns import Column, provenance
from diffusion_sim.denmark.country import Denmark, bodies, load, read_denmark
from diffusion_sim.denmark.memberships import Membership
from diffusion_sim.denmark.neighbours import Neighbour
from diffusion_sim.denmark.tie_layers import DANISH_LAYERS, ties

__all__ = [
    "DANISH_LAYERS",
    "Column",
    "Denmark",
    "Membership",
    "Neighbour",
    "bodies",
    "load",
    "provenance",
    "read_denmark",
    "ties",
]
