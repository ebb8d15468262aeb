"""Programs of other people, where they are installed, on the same graph with the same rule and parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.evidence.verification.peers import eon, ndlib

if TYPE_CHECKING:
    from diffusion_sim.evidence.verification.check import Check

PEERS = {"NDlib": ndlib, "EoN": eon}


def checks() -> list[Check]:
    """Return the checks against the peers that can be imported here."""
    return [check for peer in PEERS.values() if peer.installed() for check in peer.checks()]


def missing() -> list[str]:
    """Name the peers that cannot be imported here."""
    return [name for name, peer in PEERS.items() if not peer.installed()]
