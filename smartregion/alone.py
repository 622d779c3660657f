"""One at a time in this folder: `python -m smartregion.alone COMMAND …` waits until nobody else is, and says so.

Two first calls of `make` would otherwise install and fill the same things at once. It runs before anything is
installed, so it needs Python and nothing else.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VAR_DIR = Path(__file__).resolve().parent.parent / ".var"
HELD = "ALONE_IN"  # what runs under the lock does not wait for it


@contextmanager
def alone(folder: Path = VAR_DIR) -> Iterator[None]:
    """The lock ends with the process, however it ends."""
    if os.environ.get(HELD) == str(folder):
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another call prepares this folder: waiting until it is done …", file=sys.stderr, flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main(*command: str) -> int:
    with alone():
        return subprocess.run(command, env=os.environ | {HELD: str(VAR_DIR)}, check=False).returncode  # noqa: S603 - what make says


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
