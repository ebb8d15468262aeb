"""How the page looks (dark letters on white, system fonts, nothing from outside), and how it changes in the browser."""

from __future__ import annotations

import json
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, Final

import panel as pn
from bokeh.models import CustomJS
from tornado.ioloop import IOLoop

if TYPE_CHECKING:
    from collections.abc import Callable

    from bokeh.document import Document

PAGE: Final = """
:root { color-scheme: light; --design-primary-color: #0b5c8f; }
body { font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #1f2933; background: #f3f5f7; margin: 0; }
"""
INNER: Final = """
:host { font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #1f2933; }
h1 { font-size: 1.35rem; line-height: 1.2; margin: 0; color: #12355b; }
h2 { font-size: 1.08rem; margin: 0 0 .2rem; color: #12355b; }
h2.next { margin-top: .9rem; }
h3 { font-size: .95rem; margin: .8rem 0 .1rem; color: #12355b; }
p { margin: .15rem 0; } ul { margin: .3rem 0; padding-left: 1.2rem; }
.tagline, .note { color: #52606d; font-size: .88rem; }
.caveat { background: #fff6dd; border: 1px solid #e3b341; border-radius: 6px; padding: .35rem .8rem; color: #4d3800;
          font-size: .9rem; }
.headline { font-size: 1.3rem; line-height: 1.35; border-left: 5px solid #0072b2; padding: .1rem .9rem; margin: .3rem 0; }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(195px, 100%), 1fr)); gap: 10px; margin: .7rem 0 .2rem; }
.number { border: 1px solid #dde3e8; border-top: 4px solid #0072b2; border-radius: 8px; padding: .5rem .8rem; background: #fff; }
.number .what { font-size: .92rem; color: #12355b; margin: 0 0 .2rem; line-height: 1.3; }
.number .big { font-size: 1.5rem; font-weight: 650; line-height: 1.15; font-variant-numeric: tabular-nums; }
.number .small { font-size: .82rem; color: #3e4c59; line-height: 1.35; }
.instead { border-collapse: collapse; font-size: .85rem; width: 100%; }
.instead caption { text-align: left; font-size: .82rem; color: #3e4c59; line-height: 1.35; }
.instead th { text-align: left; font-weight: 400; line-height: 1.25; vertical-align: top; padding: .2rem .4rem .1rem 0; }
.instead td { text-align: right; white-space: nowrap; line-height: 1.2; font-weight: 600; padding-top: .2rem;
              font-variant-numeric: tabular-nums; }
.instead small { font-weight: 400; }
.instead .unclear, .instead .nothing { color: #6b7680; }
.status { color: #3e4c59; font-size: .9rem; display: flex; gap: .8rem; align-items: center; flex-wrap: wrap; }
progress { width: 160px; height: 10px; accent-color: #0072b2; }
.wrong { color: #a30000; font-weight: 600; font-size: .88rem; }
.about { font-size: .82rem; line-height: 1.4; color: #3e4c59; margin: 0 0 .4rem; }
.grade { display: inline-block; border-radius: 9px; padding: 0 .5rem; font-size: .76rem; line-height: 1.35rem;
         border: 1px solid; margin-right: .35rem; }
.grade.assumption { background: #fff6dd; color: #5c4400; border-color: #c99a2e; }
.grade.evidence { background: #e0f3ea; color: #0d4a30; border-color: #4d9a76; }
.grade.calibrated { background: #e3effa; color: #0d3c66; border-color: #5b93c2; }
.grade.definition { background: #eceff2; color: #323f4b; border-color: #8896a4; }
details summary { cursor: pointer; color: #0b5c8f; font-size: .8rem; }
.story { max-height: 30rem; overflow: auto; padding-right: .6rem; font-size: .93rem; }
.wide { overflow-x: auto; } .story p { margin: .35rem 0; } .scroll { overflow: auto; max-height: 24rem; }
table.lab { border-collapse: collapse; font-size: .85rem; width: 100%; }
table.lab caption { text-align: left; padding: .1rem 0 .4rem; color: #52606d; }
table.lab th, table.lab td { text-align: left; vertical-align: top; padding: .28rem .7rem .28rem 0;
                             border-bottom: 1px solid #e4e7eb; }
table.lab th { border-bottom: 2px solid #9aa5b1; }
table.lab th[scope=row] { border-bottom: 1px solid #e4e7eb; font-weight: 600; }
table.parts .unclear, table.parts .nothing { color: #6b7680; } table.parts .whole > * { border-top: 2px solid #9aa5b1; font-weight: 600; }
table.tray { min-width: 760px; } table.tray thead th:nth-child(n+3) { text-align: right; } table.tray small { color: #3e4c59; }
table.lab .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
"""
COLUMNS: Final = """
:host { display: grid; grid-template: "ask answer" auto "ask rest" 1fr / 326px minmax(0, 1fr); column-gap: 16px; align-items: start; }
@media (max-width: 700px) { :host { grid-template: "answer" auto "ask" auto "rest" auto / minmax(0, 1fr); } }
"""
"""Where there is little room the answer stands first, then the question."""
FIELD: Final = """
:host { font: 15px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
label { white-space: normal; line-height: 1.25; font-weight: 600; font-size: .88rem; color: #1f2933; }
input.bk-input, select.bk-input { border: 1px solid #7b8794; border-radius: 6px; background-color: #fff; color: #1f2933; font-size: .95rem; }
.noUi-target .noUi-handle { width: 24px; height: 24px; top: -10px; right: -12px; border-radius: 50%; }
input.bk-input:focus, select.bk-input:focus { outline: 3px solid #7fb8dd; border-color: #0b5c8f; }
"""
BUTTON: Final = """
:host { font: 15px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
:host .bk-btn.bk-btn-default, :host a.bk-btn { border: 1px solid #9aa5b1; border-radius: 6px; background: #fff;
  color: #12355b; font-size: .9rem; }
:host .bk-btn.bk-btn-default:hover, :host a.bk-btn:hover { background: #e8f1f8; }
:host .bk-btn:focus-visible { outline: 3px solid #7fb8dd; }
:host .bk-btn.bk-btn-default.bk-active { background: #dcebf7; }
"""
CARD: Final = {
    "background": "#ffffff", "border": "1px solid #dde3e8", "border-radius": "10px", "padding": "14px 16px",
    "box-sizing": "border-box", "max-width": "100%",
}  # fmt: skip


def html_pane(text: str = "", **options: Any) -> Any:  # noqa: ANN401 - Panel's own
    """Return a pane for text."""
    return pn.pane.HTML(text, stylesheets=[INNER], **{"sizing_mode": "stretch_width", "margin": 0} | options)


def card(*parts: Any) -> Any:  # noqa: ANN401 - as above
    """Return parts on a white card."""
    return pn.Column(*parts, styles=dict(CARD), sizing_mode="stretch_width", margin=(0, 0, 12, 0))


def button(name: str) -> Any:  # noqa: ANN401 - as above
    """Return a button of its own."""
    return pn.widgets.Button(name=name, width=270, margin=(6, 12, 0, 0), stylesheets=[BUTTON])


def status_line(sentence: str, label: str, share: float | None = None, *, wrong: bool = False) -> str:
    """Return a sentence that is read aloud, with a bar named ``label`` for what is done (0 to 1), as HTML."""
    bar = "" if share is None else f'<progress value="{share:.3f}" max="1" aria-label="{escape(label)}"></progress>'
    kind = 'class="status wrong" role="alert"' if wrong else 'class="status" role="status"'
    return f"<div {kind}>{bar}<span>{escape(sentence)}</span></div>"


def pale(one: Any, *, old: bool) -> None:  # noqa: ANN401 - as above
    """Show a card as one that answers another question than the one being asked, or as itself again."""
    one.styles = CARD | {"opacity": "0.35" if old else "1"}  # a browser keeps what is only left out


def select(name: str, options: dict[str, Any], value: Any, width: int) -> Any:  # noqa: ANN401 - as above
    """Return a list to choose from."""
    return pn.widgets.Select(
        name=name, options=options, value=value, width=width, margin=(4, 10, 4, 0), stylesheets=[FIELD]
    )


TEMPLATE: Final = """
{% block postamble %}
<meta name="viewport" content="width=device-width, initial-scale=1">
<script>history.pushState = history.replaceState.bind(history);</script>
{% endblock %}
"""
"""For Panel's own template. Panel adds an entry to the browser's history with every change of the address, though its page
follows none of them back: the address is replaced, so that Back leaves the page."""
SCRIPT: Final = """
document.documentElement.lang = LANGUAGE;
const label = (element) => element.shadowRoot && element.shadowRoot.querySelector("label");
const bold = (element) => element.shadowRoot && element.shadowRoot.querySelector("b");
const say = (handle) => {  // the month as it is written, not its number
  const shown = [...handle.getRootNode().host.getRootNode().children].map(bold).find((one) => one);
  const told = shown && shown.textContent;
  if (told && handle.getAttribute("aria-valuetext") !== told) handle.setAttribute("aria-valuetext", told);
};
const name = (root) => {
  for (const button of root.querySelectorAll("button")) {
    const sign = button.textContent.trim();
    const row = root.host && root.host.getRootNode();
    const field = row && row.host && [...row.children].map(label).find((one) => one);
    if ((sign === "−" || sign === "+") && field) button.setAttribute("aria-label", sign + " " + field.textContent);
  }
  for (const handle of root.querySelectorAll(".noUi-handle")) {
    handle.setAttribute("aria-label", MONTH);
    say(handle);
    if (!handle.watched) new MutationObserver(() => say(handle)).observe(handle, {attributeFilter: ["aria-valuetext"]});
    handle.watched = true;
  }
  for (const box of root.querySelectorAll(".scrollable-horizontal")) box.tabIndex = 0;  // the map, moved by arrow keys
  for (const element of root.querySelectorAll("*")) if (element.shadowRoot) name(element.shadowRoot);
};
const tend = () => {
  const page = document.querySelector("[data-root-id]");
  if (page) page.setAttribute("role", "main");
  name(document);
};
tend();
setInterval(tend, 500);  // widgets come and go
"""
"""Set the page's language, name small buttons after their fields, and mark the main part."""


def script(language: str, month: str) -> str:
    """Return the script for a page in one language; ``month`` names the slider."""
    return SCRIPT.replace("LANGUAGE", f'"{language}"').replace("MONTH", f'"{month}"')


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
