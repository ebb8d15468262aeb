"""Measure the policy lab in Chromium, on the whole of Denmark: from a changed control to the refreshed sentence.

``python benchmarks/lab.py`` prints the times; ``python benchmarks/lab.py docs`` also takes the screenshots of
``docs/lab.md``. Needs the extra ``test`` and Chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Error, Page, sync_playwright

READY = {"en": "worlds on each side, ", "da": "verdener på hver side, "}
STOPPED = {"en": "Time ran out", "da": "Tiden slap op"}
VIEWS = {"en": "", "da": "&side=difference&measure=put_to_use&place=740&month=2020-12"}
FIRST_RUN_MS = 180_000


def main() -> None:
    """Start the lab, look at it, and move a control three times."""
    command = [sys.executable, "-m", "diffusion_sim", "lab", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split()[5]
        try:
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
                page = chromium.new_page(viewport={"width": 1280, "height": 1150})
                for language in ("da", "en"):
                    look(page, address, language)
                for winners in ("5", "6", "8"):
                    print(f"{winners} prizes: first sentence after {move(page, winners):.2f} s")
        finally:
            server.terminate()


def look(page: Page, address: str, language: str) -> None:
    """Open the page and wait for the whole answer; take a picture if a folder was named."""
    for _ in range(60):
        try:
            page.goto(f"{address}/?lang={language}{VIEWS[language]}")
            break
        except Error:
            time.sleep(0.5)
    finish(page, language)
    page.wait_for_timeout(1500)
    for folder in sys.argv[1:]:
        parts = {"": 0.0} | ({"_map": scrolled_to(page, "Kort")} if language == "da" else {})
        for part, top in parts.items():
            page.evaluate(f"window.scrollTo(0, {top})")
            page.wait_for_timeout(500)
            picture(page.screenshot(scale="css"), Path(folder) / f"lab{part}_{language}.png")


def finish(page: Page, language: str) -> None:
    """Wait for all worlds; a machine so busy that the lab's minute runs out goes on where it stopped."""
    for _ in range(8):
        stopped = page.get_by_text(STOPPED[language])
        page.get_by_text(READY[language]).or_(stopped).wait_for(timeout=FIRST_RUN_MS)
        if not stopped.count():
            return
        print("  a minute was not enough")
        page.reload()


def scrolled_to(page: Page, heading: str) -> float:
    """Return how far down a heading stands."""
    box = page.get_by_role("heading", name=heading, exact=True).bounding_box()
    assert box is not None
    return box["y"] - 20


def picture(content: bytes, path: Path) -> None:
    """Save a screenshot with a palette: it looks the same at half the size."""
    Image.open(BytesIO(content)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def move(page: Page, winners: str) -> float:
    """Change the number of prizes; return the seconds until another sentence stands there."""
    before = page.locator(".headline").inner_text()
    field = page.get_by_role("textbox", name="Copycat prizes")
    field.fill(winners)
    started = time.perf_counter()
    field.press("Enter")
    while page.locator(".headline").inner_text() == before:
        time.sleep(0.01)
    seconds = time.perf_counter() - started
    page.wait_for_timeout(300)
    finish(page, "en")
    print(f"  all worlds after {time.perf_counter() - started:.1f} s")
    return seconds


if __name__ == "__main__":
    main()
