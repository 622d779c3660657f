"""Invented returns that look like real ones, for the demonstration and for measuring.

Everything is drawn from one `random.Random(seed)` in a fixed order, so that a seed always means the same data. Nothing
here knows a question: what is invented follows from types, units, tags and scores in the document.
"""
