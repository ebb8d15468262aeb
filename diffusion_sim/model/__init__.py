"""The month, written once: phases over arrays, driven by compiled code or, step by step, by a Mesa model."""
