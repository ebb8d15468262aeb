"""Measure the policy lab in Chromium, on the whole of Denmark: from a changed control to the refreshed sentence and map.

``python benchmarks/lab.py`` prints the times; ``python benchmarks/lab.py docs`` also takes the screenshots of
``docs/lab.md``. ``python benchmarks/lab.py --memory [ANSWERS [REPLICATIONS]]`` asks one page about a portal again and again
(5 answers from 100 replications) and prints what the server then takes of the memory, and its most so far. Needs the extra
``test`` and Chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import Error, Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

READY = {"en": "replications on each side, ", "da": "simulerede forløb på hver side, "}
STOPPED = {"en": "Time ran out", "da": "Tiden slap op"}
VIEWS = {"en": "", "da": "&side=difference&measure=implemented&place=740&month=2020-12"}
FIRST_RUN_MS = 180_000
TEN = "prize.winners_per_year=10"
MOVES = (
    ("Copycat prizes", "5"), ("Copycat prizes", "6"), ("Worth of winning", "6"), ("Cliff: unfinished work", "0.5"),
    ("Not Invented Here", "0.8"), ("Seed", "5"), ("Portal: finding", "0.05"),
)  # fmt: skip
"""Another seed runs both sides; with a portal much more is heard of, and each replication takes longer."""
WATCH = """line => {
    const root = line.getRootNode(), before = line.innerText
    window.pressed = new Promise(done => addEventListener("keydown", event => done(event.timeStamp), {once: true}))
    window.said = new Promise(done => {
        const look = () => root.querySelector(".headline")?.innerText !== before
            ? done(performance.now()) : requestAnimationFrame(look)
        look()
    })
    window.drawn = new Promise(done => {
        let seen = false
        Bokeh.documents[0].on_change(event => {
            if (seen || event.kind !== "ColumnsPatched") return
            seen = true
            requestAnimationFrame(() => setTimeout(() => done(performance.now())))
        })
    })
}"""
"""Notes in the page when the key was pressed, the sentence has changed, and the frame with the newly coloured map is painted."""


@contextmanager
def opened() -> Iterator[tuple[Page, str, int]]:
    """Start the lab and a browser; give an empty page, the lab's address and its process."""
    command = [sys.executable, "-m", "diffusion_sim", "lab", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split()[5]
        try:
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
                yield chromium.new_page(viewport={"width": 1280, "height": 1150}), address, server.pid
        finally:
            server.terminate()


def times() -> None:
    """Look at the lab, and move some controls."""
    with opened() as (page, address, _):
        for language in ("da", "en"):
            look(page, address, language)
        for control, value in MOVES:
            said, drawn = move(page, control, value)
            print(f"{control} {value}: first sentence after {said:.2f} s, first map after {drawn:.2f} s", flush=True)
        page.goto(f"{address}/?{TEN}")
        finish(page, "en")
        asked = time.perf_counter()
        page.get_by_role("button", name="What is it made of?").click()
        page.locator("table.parts").wait_for(timeout=FIRST_RUN_MS)
        print(f"parts of ten prizes after {time.perf_counter() - asked:.1f} s")


def memory(answers: int = 5, replications: int = 100) -> None:
    """Ask about a portal as somebody who moves one lever again and again."""
    with opened() as (page, address, server):
        page.goto(f"{address}/?policy=knowledge_portal&replications={replications}")
        for number in range(answers):
            if number:
                move(page, "Not Invented Here", f"{0.2 + 0.005 * number:g}")
            finish(page, "en")
            now, most = (memory_of(server, what) for what in ("VmRSS", "VmHWM"))
            print(f"answer {number + 1}: the server takes {now:.2f} GB, at most {most:.2f} GB so far", flush=True)


def memory_of(process: int, what: str) -> float:
    """Return a line of what Linux says about a process, in GB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:")) * 1024 / 1e9


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
    """Wait for all replications; a machine so busy that the lab's minute runs out goes on where it stopped."""
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


def move(page: Page, control: str, value: str) -> tuple[float, float]:
    """Change a value; return the seconds until another sentence, and another map, stand there."""
    field = page.get_by_role("textbox", name=control)
    field.fill(value)
    page.locator(".headline").evaluate(WATCH)
    field.press("Enter")
    pressed, said, drawn = page.evaluate("Promise.all([window.pressed, window.said, window.drawn])")
    adopted = time.perf_counter()
    page.wait_for_timeout(300)
    finish(page, "en")
    print(f"  all replications after {(said - pressed) / 1000 + time.perf_counter() - adopted:.1f} s")
    return (said - pressed) / 1000, (drawn - pressed) / 1000


if __name__ == "__main__":
    memory(*map(int, sys.argv[2:])) if sys.argv[1:2] == ["--memory"] else times()
