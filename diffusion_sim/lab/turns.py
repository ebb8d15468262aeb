"""Steps that change a page: one after the other in its own thread, each sent to the browser as one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import panel as pn
from tornado.ioloop import IOLoop

if TYPE_CHECKING:
    from collections.abc import Callable

    from bokeh.document import Document


class Turns:
    """The turns of the page that is being built; without a server a step is taken at once.

    Panel (1.9.4) by itself sends change by change. While the browser is busy it queues them, and what joins the queue
    as an earlier part is being sent stays there until something else changes: a last answer never showed. Bokeh, which
    sends what is changed in a turn of its own, keeps the order and forgets nothing.
    """

    def __init__(self) -> None:
        self._document = pn.state.curdoc
        self._loop = None if self._document is None else IOLoop.current()

    def take(self, step: Callable[..., None], *told: Any) -> None:  # noqa: ANN401 - what the step takes
        """Take a step in the page's own thread as soon as it is free; may be called from any thread."""
        if self._document is None or self._loop is None:
            step(*told)
            return
        # By way of the loop: what another thread adds itself can be held back with the changes of a step, and forgotten.
        self._loop.add_callback(self._document.add_next_tick_callback, partial(_taken, self._document, step, *told))


def _taken(document: Document, step: Callable[..., None], *told: Any) -> None:  # noqa: ANN401 - as above
    document.hold()
    try:
        step(*told)
    finally:
        document.unhold()
