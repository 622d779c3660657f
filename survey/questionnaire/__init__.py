"""The questionnaire as a document: shape, routing, soft checks, states and scores. Pure Python, no Django."""
