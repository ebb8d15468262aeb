"""What the server sends before the page is alive."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

import panel as pn
import pytest
from bokeh.document import Document
from cli.small_world import write_small_world

from diffusion_sim.lab.catalogue import read_catalogue
from diffusion_sim.lab.connection import tell_when_lost
from diffusion_sim.lab.server import LOCAL, _free_port, session_of
from diffusion_sim.lab.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.filterwarnings("ignore:Widget.name is deprecated:PendingDeprecationWarning")


@pytest.fixture
def sent(tmp_path: Path) -> Iterator[str]:
    session = session_of(read_catalogue(Path(write_small_world(tmp_path)[1])))
    port = _free_port(LOCAL, 0)
    server: Any = pn.serve({"/": session}, port=port, address=LOCAL, show=False, threaded=True)
    yield received(f"http://{LOCAL}:{port}/")
    server.stop()


def received(address: str) -> str:
    """Return what is sent as soon as there is a server."""
    for _ in range(100):
        try:
            with urlopen(address, timeout=60) as answer:
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.1)
    pytest.fail("the server does not answer")


def test_a_telephone_shows_the_page_in_its_own_width(sent: str) -> None:
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in sent


def test_the_address_is_replaced_so_that_back_leaves_the_page(sent: str) -> None:
    head = sent.split("</head>", maxsplit=1)[0]
    assert "history.pushState = history.replaceState" in head


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_lost_connection_is_told_in_the_language_of_the_page(language: str) -> None:
    document = Document()
    tell_when_lost(document, LANGUAGES[language]["connection_lost"])
    (lost,) = document.callbacks._js_event_callbacks["connection_lost"]
    assert {"en": "reload the page", "da": "genindl\\u00e6s siden"}[language] in lost.code
