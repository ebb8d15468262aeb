"""Exact results, computed apart from this package; the file says how."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def reference_results() -> dict[str, Any]:
    """Return the content of ``reference_results.json``."""
    text = (files(__package__) / "reference_results.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content
