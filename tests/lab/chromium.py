"""The browser that tests of the page use; without Playwright or Chromium they are skipped, and say so."""

from __future__ import annotations

import shutil

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
IN_BROWSER = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt install chromium)"),
]
READY = {"en": "replications on each side, ", "da": "simulerede forløb på hver side, "}
"""What the page says once the last answer is there."""
