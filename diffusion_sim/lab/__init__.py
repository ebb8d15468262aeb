"""The policy lab: an answer in the browser, computed on this machine.

``page`` puts it together: ``asking`` (the question, kept in the address), ``answering`` (paired worlds, in steps),
``controls`` (made from the declarations of the parameters) and ``views`` (sentence, curves, map, tables).
"""
