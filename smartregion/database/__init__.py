"""The embedded PostgreSQL that serves when `DATABASE_URL` is not set.

It is a database engine for Django's settings: the server starts with the first connection, so that a command that
needs no database starts none.
"""
