"""axe-core, fetched by npm from the registry it is set up for; without npm the check is skipped, and says so."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

AXE = "axe-core@4.14.1"


def axe_source(folder: Path) -> str:
    """Return the script of the package; npm checks that it is what the registry has sealed."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, so axe-core cannot be fetched (apt install npm)")
    command = [npm, "pack", AXE, "--silent", "--pack-destination", str(folder)]
    packed = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, timeout=120)
    if packed.returncode:
        pytest.skip(f"npm could not fetch {AXE}: {packed.stderr.strip()[-200:]}")
    with tarfile.open(next(folder.glob("axe-core-*.tgz"))) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode()
