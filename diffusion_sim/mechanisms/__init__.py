"""START HERE: what municipalities do, one mechanism a file: its parameters, its rules, and the claims it stands for.

Rules are scalar functions with their source; the phases of the month call them by name, and nothing here knows of
agents, graphs or files. "R5 p. 26" is the claim's number in docs and the page in *Offentlig innovation* (COI, July 2014).
"""
