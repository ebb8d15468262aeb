"""The server: on this machine only unless told otherwise, with its own copies of everything the page needs."""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from diffusion_sim.errors import InputError
from diffusion_sim.lab.catalogue import DrawnMap
from diffusion_sim.lab.wording import LANGUAGES
from diffusion_sim.scenario.values import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from diffusion_sim.lab.catalogue import Catalogue

LOCAL = "127.0.0.1"
MOST_PAGES = 20
"""Pages open at once; each holds its own answer."""
LARGEST_MESSAGE_BYTES = 2**20
NO_OUTLINES = DrawnMap()
EXTRA = 'pip install "diffusion-sim[lab]"'


class Serving(NamedTuple):
    """Where the page stands, and for whom."""

    port: int
    address: str = LOCAL
    prefix: str = ""
    """Path before the page's own, where another server passes requests on."""
    origins: tuple[str, ...] = ()
    """Further hosts, each with its port unless it is a usual one, under whose name the page may be asked for."""
    most_pages: int = MOST_PAGES


def serve_lab(catalogue: Catalogue, drawn_map: DrawnMap, asked: Serving, ready: Callable[[str], None]) -> None:
    """Serve until stopped; ``ready`` is told the address once the page can be asked for.

    Raises
    ------
    InputError
        If address, port, prefix or an origin cannot be used, or Panel is not installed.
    """
    address, port, prefix = asked.address, _free_port(asked.address, asked.port), prefix_of(asked.prefix)
    hosts = allowed_hosts(asked, port)
    pn = _panel()
    try:
        server = pn.serve(
            {"/": session_of(catalogue, drawn_map, asked.most_pages)}, port=port, address=address, prefix=prefix, show=False,
            title="Diffusion Sim", websocket_origin=hosts, websocket_max_message_size=LARGEST_MESSAGE_BYTES, start=False,
            verbose=False,
        )  # fmt: skip
    except OSError as error:  # taken since it was tried
        raise _unusable(address, port, error) from None
    server.io_loop.add_callback(ready, f"http://{address}:{port}{prefix}")  # said by the loop that answers
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


_PREFIX = re.compile(r"/?([A-Za-z0-9_.~-]+(/[A-Za-z0-9_.~-]+)*)?/?")
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?")


def prefix_of(path: str) -> str:
    """Return a prefix with a slash before and none behind it; empty for none.

    Raises
    ------
    InputError
        If it is no path.
    """
    if not _PREFIX.fullmatch(path) or {".", ".."} & set(path.split("/")):
        raise InputError("--prefix", f"found {shown(path)}", "valid: a path as /lab or /tools/lab")
    return "/" + path.strip("/") if path.strip("/") else ""


def allowed_hosts(asked: Serving, port: int) -> list[str]:
    """Return the hosts under whose name the page may be asked for; all where the address is that of every network.

    Raises
    ------
    InputError
        If an origin is no host.
    """
    wrong = [host for host in asked.origins if not _HOST.fullmatch(host)]
    if wrong:
        raise InputError(
            "--allow-origin", f"found {shown(wrong[0])}", "valid: a host as lab.example.dk or lab.example.dk:8080"
        )
    if asked.origins:
        return [f"{asked.address}:{port}", f"localhost:{port}", *asked.origins]
    return ["*"] if asked.address in {"", "0.0.0.0"} else [f"{asked.address}:{port}", f"localhost:{port}"]  # noqa: S104


def session_of(
    catalogue: Catalogue, drawn_map: DrawnMap = NO_OUTLINES, most_pages: int = MOST_PAGES
) -> Callable[[], Any]:
    """Return what makes a page for each visitor, as long as not too many are open."""
    from bokeh.models import CustomJS  # noqa: PLC0415 - an extra, perhaps not installed

    from diffusion_sim.lab.answer import Answers  # noqa: PLC0415 - as above
    from diffusion_sim.lab.lab_page import LabPage  # noqa: PLC0415 - as above
    from diffusion_sim.lab.page_style import TEMPLATE, script, tell_when_lost  # noqa: PLC0415 - as above

    answers = Answers()
    is_open: set[int] = set()
    pn = _panel()

    def session() -> Any:  # noqa: ANN401 - Panel's own
        query = {key: values[-1].decode("utf-8", "replace") for key, values in pn.state.session_args.items()}
        query = {"lang": preferred(pn.state.headers.get("Accept-Language", ""))} | query
        if len(is_open) >= most_pages:
            words = LANGUAGES[query["lang"] if query["lang"] in LANGUAGES else "en"]
            return pn.pane.HTML(f"<p>{words['too_many_pages'].format(pages=most_pages)}</p>")
        page = LabPage(catalogue, answers, drawn_map, query)
        is_open.add(id(page))
        document = pn.state.curdoc
        document.template = TEMPLATE
        document.js_on_event("document_ready", CustomJS(code=script(page.language, page.words["month"])))
        tell_when_lost(document, page.words["connection_lost"])

        def end(_context: object) -> None:
            is_open.discard(id(page))
            page.close()

        pn.state.on_session_destroyed(end)
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
