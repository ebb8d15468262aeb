"""Ask the page the questions that COI asks and keep what it shows: ``python docs/build_lab.py [FOLDER]``.

Writes docs/lab/question_1.png ... and docs/lab/note_en.pdf, note_da.pdf; with a FOLDER also the same pictures for a wide
screen and a telephone into it, to look at. Needs Chromium, Playwright and some minutes.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PIL import Image
from playwright.sync_api import expect, sync_playwright

from diffusion_sim.lab.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "lab"
WIDTHS, IN_DOCS, HEIGHT = (1440, 1024, 390), 1024, 1000
COLOURS = 128
READY = {code: words["ready"].partition("{seconds}")[0].format(done=100) for code, words in LANGUAGES.items()}
STOPPED = {code: words["stopped"].partition(":")[0] for code, words in LANGUAGES.items()}
NOTES = {code: words["file_note"] for code, words in LANGUAGES.items()}
TEN = "prize.winners_per_year=10"
PATIENCE_MS = 600_000


@contextmanager
def lab() -> Iterator[str]:
    """Start the page and give its address."""
    command = [sys.executable, "-m", "diffusion_sim", "lab", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://[0-9.:]+", process.stdout.readline())
        assert found is not None, "the page does not tell its address"
        yield found[0]
        process.terminate()


def opened(browser: Any, address: str, width: int, language: str = "en") -> Any:  # noqa: ANN401 - Playwright's own
    """Open the page and wait for its answer."""
    page = browser.new_context(viewport={"width": width, "height": HEIGHT}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    finish(page, language)
    return page


def finish(page: Any, language: str = "en") -> None:  # noqa: ANN401 - as above
    """Wait for all replications; a machine so busy that the lab's minute runs out goes on where it stopped."""
    stopped = page.get_by_text(STOPPED[language])
    page.get_by_text(READY[language]).or_(stopped).wait_for()
    while stopped.count():
        page.reload()
        page.get_by_text(READY[language]).or_(stopped).wait_for()


def picture(page: Any, file: Path) -> None:  # noqa: ANN401 - as above
    """Save what is seen first, in few colours."""
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_timeout(500)
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS).save(file, optimize=True)


def ask_all(browser: Any, address: str, width: int, folder: Path) -> None:  # noqa: ANN401 - as above
    """Ask each question of the list anew and keep its picture."""
    page = opened(browser, address, width)
    questions = page.get_by_role("combobox", name="Begin with a question").locator("option").all_inner_texts()[1:]
    for number, question in enumerate(questions, 1):
        page.goto(address)
        finish(page)
        before = page.locator(".headline").inner_text()
        if number > 1:  # the page begins with the first
            page.get_by_role("combobox", name="Begin with a question").select_option(question)
            expect(page.locator(".headline")).not_to_have_text(before, timeout=PATIENCE_MS)
        page.wait_for_timeout(500)
        finish(page)
        picture(page, folder / f"question_{number}_{width}.png")
        if width == IN_DOCS:
            shutil.copy(folder / f"question_{number}_{width}.png", OUT / f"question_{number}.png")
        print(number, width, question, page.locator(".headline").inner_text(), flush=True)


def print_note(browser: Any, address: str, language: str) -> None:  # noqa: ANN401 - as above
    """Take the note on ten prizes with the page's own button, and print it."""
    page = opened(browser, f"{address}/?lang={language}&{TEN}", WIDTHS[0], language)
    page.get_by_role("button", name=LANGUAGES[language]["made_of_button"]).click()
    page.locator("table.parts").wait_for()
    with TemporaryDirectory() as folder, page.expect_download() as waiting:
        page.get_by_role("link", name=NOTES[language]).or_(
            page.get_by_role("button", name=NOTES[language])
        ).first.click()
        waiting.value.save_as(Path(folder) / "note.html")
        note = page.context.new_page()
        note.goto((Path(folder) / "note.html").as_uri())
        note.pdf(path=OUT / f"note_{language}.pdf", prefer_css_page_size=True)


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    with TemporaryDirectory() as spare, lab() as address, sync_playwright() as playwright:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else spare)
        folder.mkdir(exist_ok=True)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for width in WIDTHS if len(sys.argv) > 1 else (IN_DOCS,):
            ask_all(browser, address, width, folder)
        for language in NOTES:
            print_note(browser, address, language)
