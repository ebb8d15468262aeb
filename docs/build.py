"""Write all that follows from the declarations of mechanisms.

Settings as rules read them, the baseline file, and the tables of the documentation:

    python docs/build.py

What is measured is left as it was measured: effects of claims (`docs/build_claims.py`), channels
(`docs/build_channels.py`), the ladder (`docs/build_ladder.py`) and the calibration (`docs/build_validity.py --keep`).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from build_settings import readers, tuples

ROOT = Path(__file__).parents[1]


def settings() -> dict[Path, str]:
    """Return what the model itself is made from; it comes first, so that a kernel may read a section that is new."""
    package = ROOT / "diffusion_sim"
    return {
        package / "mechanisms" / "settings.py": formatted(tuples()),
        package / "model" / "setting_rows.py": formatted(readers()),
    }


def baseline_file() -> dict[Path, str]:
    """Return the baseline file, which the pages load."""
    # ruff: noqa: PLC0415 - it is made by the model, which reads what has just been written; likewise below
    from diffusion_sim.scenario.parameters import to_commented_toml
    from diffusion_sim.scenario.scenario import baseline

    return {ROOT / "configs" / "baseline.toml": to_commented_toml(baseline())}


def pages() -> dict[Path, str]:
    """Return the pages of the documentation."""
    from build_claims import with_measured_effects
    from build_columns import columns_page
    from build_odd import odd
    from build_validity import calibration_page, validity_page

    docs = ROOT / "docs"
    return {
        docs / "odd.md": odd(),
        docs / "columns.md": columns_page(),
        docs / "validity.md": validity_page(),
        docs / "calibration.md": calibration_page(),
        docs / "claims.md": with_measured_effects((docs / "claims.md").read_text(encoding="utf-8")),
    }


def formatted(source: str) -> str:
    """Return Python as it is formatted in this project."""
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(ROOT / "written.py"), "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def write(files: dict[Path, str]) -> None:
    """Write what has changed, and say so."""
    for path, text in files.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT).as_posix()}")


if __name__ == "__main__":
    write(settings())
    write(baseline_file())
    write(pages())
