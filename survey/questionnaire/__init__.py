"""The questionnaire as a document: shape, routing, soft checks, states and scores. Pure Python, no Django.

METHOD § in this package refers to the numbered sections of docs/method.md.
"""
