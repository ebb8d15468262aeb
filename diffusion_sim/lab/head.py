"""What stands in the head of the page before anything else is loaded."""

from __future__ import annotations

from typing import Final

TEMPLATE: Final = """
{% block postamble %}
<meta name="viewport" content="width=device-width, initial-scale=1">
<script>history.pushState = history.replaceState.bind(history);</script>
{% endblock %}
"""
"""For Panel's own template. Panel adds an entry to the browser's history with every change of the address, though its page
follows none of them back: the address is replaced, so that Back leaves the page."""
