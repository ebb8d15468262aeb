"""Writing results so that a late failure does not cost the work done before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from diffusion_sim.cli.failing import told_failure
from diffusion_sim.errors import RunError

Subject = TypeVar("Subject")
Figures = Callable[[Subject, Path], object]
Save = Callable[["Figures[Subject] | None"], Path]


def saved(save: Save[Subject], figures: Figures[Subject], folder: Path) -> Path:
    """Write tables and figures; where figures fail, write the tables without them and say so.

    Raises
    ------
    RunError
        When not everything could be written; it names what was kept.
    """
    try:
        return save(figures)
    except OSError as error:
        raise RunError(f"{folder.as_posix()}: the results could not be written ({error.strerror or error})") from error
    except Exception as error:
        save(None)
        kept = f"the tables are kept in {folder.as_posix()}"
        raise RunError(f"the figures could not be drawn; {kept}\n({told_failure(error)})") from error
