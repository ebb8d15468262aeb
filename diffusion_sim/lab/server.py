"""The server: on this machine only unless told otherwise, with its own copies of everything the page needs."""

from __future__ import annotations

import os
import signal
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError
from diffusion_sim.lab.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from diffusion_sim.country.outlines import Outline
    from diffusion_sim.lab.catalogue import Catalogue

LOCAL = "127.0.0.1"
LARGEST_MESSAGE_BYTES = 2**20
EXTRA = 'pip install "diffusion-sim[lab]"'


def serve_lab(
    catalogue: Catalogue, outlines: Sequence[Outline], port: int, address: str, ready: Callable[[str], None]
) -> None:
    """Serve until stopped; ``ready`` is told the address once the page can be asked for.

    Raises
    ------
    InputError
        If the address or port cannot be used, or Panel is not installed.
    """
    port = _free_port(address, port)
    pn = _panel()
    hosts = [f"{address}:{port}", f"localhost:{port}"] if address not in {"", "0.0.0.0"} else ["*"]  # noqa: S104
    try:
        server = pn.serve(
            {"/": session_of(catalogue, outlines)}, port=port, address=address, show=False, title="Diffusion Sim",
            websocket_origin=hosts, websocket_max_message_size=LARGEST_MESSAGE_BYTES, start=False, verbose=False,
        )  # fmt: skip
    except OSError as error:  # taken since it was tried
        raise _unusable(address, port, error) from None
    server.io_loop.add_callback(ready, f"http://{address}:{port}")  # said by the loop that answers
    _run(server)


def _run(server: Any) -> None:  # noqa: ANN401 - Bokeh's own
    """Run until Ctrl-C or SIGTERM, without a word.

    Bokeh's own way says so first, and goes on for ever where nobody reads what it says any more.
    """
    server.start()
    if sys.platform != "win32":
        server.io_loop.asyncio_loop.add_signal_handler(signal.SIGTERM, server.io_loop.stop)
    with suppress(KeyboardInterrupt):
        server.io_loop.start()
    server.stop()


def session_of(catalogue: Catalogue, outlines: Sequence[Outline] = ()) -> Callable[[], Any]:
    """Return what makes a page for each visitor."""
    from bokeh.models import CustomJS  # noqa: PLC0415 - an extra, perhaps not installed

    from diffusion_sim.lab.answer import Answers  # noqa: PLC0415 - as above
    from diffusion_sim.lab.lab_page import LabPage  # noqa: PLC0415 - as above
    from diffusion_sim.lab.page_style import TEMPLATE, script, tell_when_lost  # noqa: PLC0415 - as above

    answers = Answers()
    pn = _panel()

    def session() -> Any:  # noqa: ANN401 - Panel's own
        query = {key: values[-1].decode("utf-8", "replace") for key, values in pn.state.session_args.items()}
        query = {"lang": preferred(pn.state.headers.get("Accept-Language", ""))} | query
        page = LabPage(catalogue, answers, outlines, query)
        document = pn.state.curdoc
        document.template = TEMPLATE
        document.js_on_event("document_ready", CustomJS(code=script(page.language, page.words["month"])))
        tell_when_lost(document, page.words["connection_lost"])
        pn.state.on_session_destroyed(lambda _: page.close())
        return page.view

    return session


def preferred(accepted: str) -> str:
    """Return the first language of the page that a browser asks for."""
    asked = (part.partition(";")[0].strip()[:2].lower() for part in accepted.split(","))
    return next((language for language in asked if language in LANGUAGES), "en")


def _panel() -> Any:  # noqa: ANN401 - a module
    """Import Panel, told to load nothing from elsewhere."""
    os.environ["BOKEH_RESOURCES"] = "server"
    try:
        import panel as pn  # noqa: PLC0415 - an extra, perhaps not installed
    except ImportError as error:
        raise InputError("lab", f"needs Panel, which is not installed ({error.name})", EXTRA) from None
    from diffusion_sim.lab.page_style import PAGE  # noqa: PLC0415 - with Panel

    pn.extension(raw_css=[PAGE])
    return pn


def _free_port(address: str, port: int) -> int:
    """Return the port, or any free one for 0."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
            return int(probe.getsockname()[1])
    except (OSError, OverflowError) as error:
        raise _unusable(address, port, error) from None


def _unusable(address: str, port: int, error: Exception) -> InputError:
    found = f"{address}:{port} cannot be used ({error})"
    return InputError("--port", found, "name another with --port or --address")
