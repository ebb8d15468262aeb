"""The policy lab: an answer in the browser, computed on this machine.

``lab_page`` puts it together: ``question`` (kept in the address), ``answer`` (paired replications, in steps), ``controls``
(made from the declarations of the parameters) and ``cards`` (sentence, curves, map, tables).
"""
