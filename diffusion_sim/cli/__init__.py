"""The command line, ``diffusion-sim``.

Each command is a file of its own. Heavy libraries are imported when a command runs, so that ``--help`` is quick.
"""

from diffusion_sim.cli.entry import main

__all__ = ["main"]
