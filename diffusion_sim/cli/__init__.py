"""The command line, ``diffusion-sim``.

Heavy libraries are imported when a command runs, so that ``--help`` is quick.
"""

from diffusion_sim.cli.app import main

__all__ = ["main"]
