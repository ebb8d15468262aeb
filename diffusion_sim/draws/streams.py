"""The named streams of random numbers: one for each kind of draw, so that no draw depends on another kind.

A number is never reused or renumbered: that would change every result.
"""

from __future__ import annotations

IDENTITY = 0
KEY = 1
TRAIT = 2
ERA = 3
SALIENCE = 4
EXTERNAL = 5
SOLUTION = 6
DOCUMENTED = 7
FIT = 8
HEARING = 9
BROADCAST = 10
HEARD_FROM = 11
ONE_SHOT = 12
AGENDA = 13
SIGNAL = 14
TASTE_LASTING = 15
TASTE_YEARLY = 16
START_PRIORITY = 17
FUNDING_ROUTE = 18
GRANT_PLAN = 19
GRANT_PRIORITY = 20
GRANT_FALLBACK = 21
WORK_MONTHS = 22
IMPLEMENTATION_DONE = 23
IMPLEMENTATION_FAILURE = 24
CLIFF_UNFINISHED = 25
CLIFF_OPERATION = 26
STOP = 27
PRIZE_LUCK = 28
FIRST_ADOPTERS = 29
