"""START HERE: what municipalities do, one mechanism a file, as scalar functions with their source.

Both engines call these functions by name; nothing here knows of agents, graphs or files.
"R5 p. 26" is the claim's number in docs and the page in *Offentlig innovation* (COI, July 2014).
"""
