"""How property tests run here: the same examples every time, and no deadline, since a rule compiles when first called."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
