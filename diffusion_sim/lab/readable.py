"""What Bokeh's widgets lack for people who listen to a page or do not use a mouse."""

from __future__ import annotations

from typing import Final

SCRIPT: Final = """
document.documentElement.lang = LANGUAGE;
const name = (root) => {
  for (const button of root.querySelectorAll(".bk-spin-btn")) {
    button.setAttribute("aria-label", button.classList.contains("bk-spin-btn-up") ? "+" : "−");
    button.tabIndex = -1;  // the arrow keys do the same in the field itself
  }
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
"""Set the page's language, name the small buttons of number fields, and mark the main part."""


def script(language: str) -> str:
    """Return the script for a page in one language."""
    return SCRIPT.replace("LANGUAGE", f'"{language}"')
