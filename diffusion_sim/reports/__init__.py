"""Reports: results folders in, one HTML file that needs nothing else out."""

from __future__ import annotations

from diffusion_sim.reports.report_page import report_html, write_report
from diffusion_sim.reports.report_parts import SavedResults, read_results

__all__ = ["SavedResults", "read_results", "report_html", "write_report"]
