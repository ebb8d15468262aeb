"""A page whose server is gone says so, instead of standing still."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from bokeh.models import CustomJS

if TYPE_CHECKING:
    from bokeh.document import Document

_LOST: Final = """
if (!document.getElementById("lost")) {
  const told = document.createElement("div");
  told.id = "lost";
  told.setAttribute("role", "alert");
  told.textContent = SENTENCE;
  told.style.cssText = "position: fixed; top: 0; left: 0; right: 0; z-index: 10000; padding: .7rem 1rem; "
    + "background: #a30000; color: #fff; font-weight: 600; text-align: center";
  document.body.append(told);
}
"""
_BACK: Final = """const told = document.getElementById("lost"); if (told) told.remove();"""


def tell_when_lost(document: Document, sentence: str) -> None:
    """Show a sentence across the top for as long as the server cannot be reached."""
    document.js_on_event("connection_lost", CustomJS(code=_LOST.replace("SENTENCE", json.dumps(sentence))))
    document.js_on_event("client_reconnected", CustomJS(code=_BACK))
