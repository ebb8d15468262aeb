"""Who takes part and who is tied to whom: Denmark's data, graphs of known kinds, and what users bring of their own."""
