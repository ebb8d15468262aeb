"""The server: on this machine only unless told otherwise, with its own copies of everything the page needs."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from diffusion_sim.lab.catalogue import Catalogue
    from diffusion_sim.maps import Outline

LOCAL = "127.0.0.1"
LARGEST_MESSAGE_BYTES = 2**20
EXTRA = 'pip install "diffusion-sim[lab]"'


def serve_lab(
    catalogue: Catalogue, outlines: Sequence[Outline], port: int, address: str, ready: Callable[[str], None]
) -> None:
    """Serve until stopped.

    Raises
    ------
    InputError
        If the address or port cannot be used, or Panel is not installed.
    """
    port = _free_port(address, port)
    pn = _panel()
    hosts = [f"{address}:{port}", f"localhost:{port}"] if address not in {"", "0.0.0.0"} else ["*"]  # noqa: S104
    ready(f"http://{address}:{port}")
    pn.serve(
        {"/": session_of(catalogue, outlines)}, port=port, address=address, show=False, title="Diffusion Sim",
        websocket_origin=hosts, websocket_max_message_size=LARGEST_MESSAGE_BYTES,
    )  # fmt: skip


def session_of(catalogue: Catalogue, outlines: Sequence[Outline] = ()) -> Callable[[], Any]:
    """Return what makes a page for each visitor."""
    from bokeh.models import CustomJS  # noqa: PLC0415 - an extra, perhaps not installed

    from diffusion_sim.lab.answering import Answers  # noqa: PLC0415 - as above
    from diffusion_sim.lab.connection import tell_when_lost  # noqa: PLC0415 - as above
    from diffusion_sim.lab.head import TEMPLATE  # noqa: PLC0415 - as above
    from diffusion_sim.lab.page import LabPage  # noqa: PLC0415 - as above
    from diffusion_sim.lab.readable import script  # noqa: PLC0415 - as above

    answers = Answers()
    pn = _panel()

    def session() -> Any:  # noqa: ANN401 - Panel's own
        query = {key: values[-1].decode("utf-8", "replace") for key, values in pn.state.session_args.items()}
        page = LabPage(catalogue, answers, outlines, query)
        document = pn.state.curdoc
        document.template = TEMPLATE
        document.js_on_event("document_ready", CustomJS(code=script(page.language, page.words["month"])))
        tell_when_lost(document, page.words["connection_lost"])
        pn.state.on_session_destroyed(lambda _: page.close())
        return page.view

    return session


def _panel() -> Any:  # noqa: ANN401 - a module
    """Import Panel, told to load nothing from elsewhere."""
    os.environ["BOKEH_RESOURCES"] = "server"
    try:
        import panel as pn  # noqa: PLC0415 - an extra, perhaps not installed
    except ImportError as error:
        raise InputError("lab", f"needs Panel, which is not installed ({error.name})", EXTRA) from None
    from diffusion_sim.lab.style import PAGE  # noqa: PLC0415 - with Panel

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
        found = f"{address}:{port} cannot be used ({error})"
        raise InputError("--port", found, "name another with --port or --address") from None
