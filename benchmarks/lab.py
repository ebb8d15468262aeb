"""Measure the policy lab in Chromium, on the whole of Denmark: from a changed control to the refreshed sentence and map.

``python benchmarks/lab.py`` prints the times; ``python benchmarks/lab.py docs`` also takes the screenshots of
``docs/lab.md``. Needs the extra ``test`` and Chromium. ``python benchmarks/lab.py --memory`` prints what answers with a portal
leave in memory, one after the other; it needs no browser.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from io import BytesIO
from mmap import PAGESIZE
from pathlib import Path

from PIL import Image
from playwright.sync_api import Error, Page, sync_playwright

from diffusion_sim.lab.answer import Answers, Watch
from diffusion_sim.lab.catalogue import read_catalogue
from diffusion_sim.lab.question import Question, scenarios_of

READY = {"en": "replications on each side, ", "da": "simulerede forløb på hver side, "}
STOPPED = {"en": "Time ran out", "da": "Tiden slap op"}
VIEWS = {"en": "", "da": "&side=difference&measure=implemented&place=740&month=2020-12"}
FIRST_RUN_MS = 180_000
ANSWERS = 5
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


def main() -> None:
    """Start the lab, look at it, and move some controls."""
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
                for control, value in MOVES:
                    said, drawn = move(page, control, value)
                    print(f"{control} {value}: first sentence after {said:.2f} s, first map after {drawn:.2f} s")
        finally:
            server.terminate()


def memory() -> None:
    """Answer some questions about a portal as the page does, and print what the process then takes."""
    catalogue, answers, watch = read_catalogue(), Answers(), Watch(lambda: True, lambda *_: None)
    for number in range(ANSWERS):
        asked = Question(catalogue.baseline, "knowledge_portal", (("appraisal.nih_distrust", 0.2 + 0.05 * number),))
        for answer in answers.steps(scenarios_of(asked, catalogue), asked.replications, asked.seed, watch):
            last = answer  # as an open page, which holds what it shows
        sides = [sum(record.nbytes for record in side.records) / 1e6 for side in last.sides]
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        print(
            f"answer {number + 1}: baseline {sides[0]:.0f} MB, portal {sides[1]:.0f} MB, process {pages * PAGESIZE / 1e9:.2f} GB"
        )


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
    memory() if sys.argv[1:] == ["--memory"] else main()
