"""Django's PostgreSQL engine over an embedded or another server, with connections that threads may share."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base

from smartregion.database.pool import limited, shared


class DatabaseWrapper(base.DatabaseWrapper):
    """With `OPTIONS["folder"]` over the embedded server in this folder."""

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        if folder := params.pop("folder", None):
            params |= embedded(Path(folder))
        elif "DATABASE_URL" in settings.MISSING:
            raise ImproperlyConfigured("DATABASE_URL is not set: in production no embedded PostgreSQL is started.")
        return limited(params) if shared() else params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connect = super().get_new_connection
        pool = shared()
        return pool.take(lambda: connect(conn_params)) if pool else connect(conn_params)

    def _close(self) -> None:
        """Django has no use for the connection after this."""
        if (pool := shared()) and self.connection is not None:
            pool.give_back(self.connection)
            self.connection = None
        else:
            super()._close()  # type: ignore[misc]  # the stubs do not know it


def embedded(folder: Path) -> dict[str, Any]:
    from smartregion.database.embedded import running_server

    server = running_server(folder)
    return {"host": str(server.get_postmaster_info().socket_dir), "user": server.postgres_user}
