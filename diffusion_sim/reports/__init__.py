"""Reports: results folders in, one HTML file that needs nothing else out."""

from __future__ import annotations

from diffusion_sim.reports.page import report_html
from diffusion_sim.reports.reading import SavedResults, read_results
from diffusion_sim.reports.writing import write_report

__all__ = ["SavedResults", "read_results", "report_html", "write_report"]
