"""How gunicorn serves the demonstration, production and the tests: `gunicorn --config smartregion/gunicorn.py`."""

import os

wsgi_app = "smartregion.wsgi"
bind = "127.0.0.1:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "smartregion.worker.Worker"
# A thread reads a request from its first byte on: enough of them that silent connections leave some for the others.
# Connections to the database are fewer and shared (smartregion/database/pool.py).
threads = 64
# Longer than the proxy keeps its own side open, so that it never sends into a connection that is being closed.
keepalive = 75
preload_app = True
loglevel = "warning"
control_socket_disable = True
