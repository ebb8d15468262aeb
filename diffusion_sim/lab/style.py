"""How the page looks: dark letters on white, system fonts, nothing from outside."""

from __future__ import annotations

from typing import Final

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
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 10px; margin: .7rem 0 .2rem; }
.number { border: 1px solid #dde3e8; border-top: 4px solid #9aa5b1; border-radius: 8px; padding: .5rem .8rem; background: #fff; }
.number.clear { border-top-color: #0072b2; }
.number .what { font-size: .85rem; color: #3e4c59; min-height: 2.6em; line-height: 1.3; }
.number .big { font-size: 1.75rem; font-weight: 650; line-height: 1.15; font-variant-numeric: tabular-nums; }
.number .big small { font-size: .8rem; font-weight: 400; color: #3e4c59; white-space: nowrap; }
.number .small { font-size: .8rem; color: #52606d; line-height: 1.35; }
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
.story p { margin: .35rem 0; } .scroll { overflow: auto; max-height: 24rem; }
table.lab { border-collapse: collapse; font-size: .85rem; width: 100%; }
table.lab caption { text-align: left; padding: .1rem 0 .4rem; color: #52606d; }
table.lab th, table.lab td { text-align: left; vertical-align: top; padding: .28rem .7rem .28rem 0;
                             border-bottom: 1px solid #e4e7eb; }
table.lab th { border-bottom: 2px solid #9aa5b1; }
table.lab .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
"""
FIELD: Final = """
:host { font: 15px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
label { white-space: normal; line-height: 1.25; font-weight: 600; font-size: .88rem; color: #1f2933; }
input.bk-input, select.bk-input { border: 1px solid #7b8794; border-radius: 6px; background-color: #fff; color: #1f2933; font-size: .95rem; }
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
