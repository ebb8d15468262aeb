"""The user's own map: outlines of municipalities from GeoJSON or TopoJSON, matched by code or name."""

from __future__ import annotations

from diffusion_sim.maps.outlines import Outline, read_outlines

__all__ = ["Outline", "read_outlines"]
