"""The report as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.errors import InputError
from diffusion_sim.reports.page import report_html
from diffusion_sim.reports.reading import read_results
from diffusion_sim.results.storage import replace_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def write_report(folders: Sequence[Path], out: Path, language: str = "en") -> Path:
    """Write one HTML file about one or more results folders, and return it.

    Raises
    ------
    InputError
        If a folder cannot be used, or the file cannot be written.
    """
    page = report_html([read_results(folder) for folder in folders], language)
    try:
        replace_text(out, page)
    except OSError as error:
        raise InputError(out.as_posix(), f"cannot be written ({error.strerror})", "name a file with --out") from None
    return out
