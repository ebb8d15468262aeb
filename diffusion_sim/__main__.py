"""``python -m diffusion_sim``: the same as ``diffusion-sim``."""

from __future__ import annotations

from diffusion_sim.cli import main

if __name__ == "__main__":
    main()
