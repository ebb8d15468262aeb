"""How the page looks: dark letters on white, system fonts, nothing from outside."""

from __future__ import annotations

from typing import Final

PAGE: Final = """
body { font: 16px/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #222; background: #fff; margin: 0; }
"""
INNER: Final = """
h1 { font-size: 1.4rem; margin: .2rem 0; } h2 { font-size: 1.1rem; margin: .6rem 0 .2rem; }
.headline { font-size: 1.25rem; border-left: 5px solid #0072b2; padding: .3rem .9rem; margin: .4rem 0; }
.status { color: #444; margin: .2rem 0; } .caveat { color: #5a4300; margin: .2rem 0; }
.wrong { color: #a30000; } .story { max-height: 22rem; overflow: auto; white-space: pre-line; }
.scroll { overflow: auto; max-height: 24rem; }
table.lab { border-collapse: collapse; font-size: .85rem; }
table.lab caption { text-align: left; padding: .2rem 0; color: #444; }
table.lab th, table.lab td { text-align: left; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid #ddd; }
"""
