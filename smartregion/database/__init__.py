"""PostgreSQL as an engine for Django's settings, on a server of its own or embedded.

The embedded server starts with the first connection, so that a command that needs no database starts none. Processes
that answer requests share few connections among many threads (`pool.py`).
"""
