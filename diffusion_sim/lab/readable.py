"""What Bokeh's widgets lack for people who listen to a page or do not use a mouse."""

from __future__ import annotations

from typing import Final

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
