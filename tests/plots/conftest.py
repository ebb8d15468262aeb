"""Lets the tests of this folder find the records made for those of the results."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "results"))
