"""Wait until one of several connections is readable."""

from __future__ import annotations

import sys
from multiprocessing.connection import Connection
from typing import Any


class Poller:
    """A poller of connections, each with its owner.

    Connections are registered once. `multiprocessing.connection.wait` would register them in each call, which takes
    0.1 ms. On Windows, where connections are not files, that function is used.
    """

    def __init__(self) -> None:
        self.owners: dict[Any, Any] = {}
        self.selector: Any = None
        if sys.platform != "win32":
            from selectors import DefaultSelector

            self.selector = DefaultSelector()

    def register(self, connection: Connection, owner: Any) -> None:
        """Add a connection and its owner."""
        self.owners[connection] = owner
        if self.selector is not None:
            self.selector.register(connection, 1, owner)

    def unregister(self, connection: Connection) -> None:
        """Remove a connection."""
        if self.owners.pop(connection, None) is not None and self.selector is not None:
            self.selector.unregister(connection)

    def close(self) -> None:
        """Release the selector."""
        if self.selector is not None:
            self.selector.close()

    def wait(self, seconds: float | None) -> list[Any]:
        """Wait at most `seconds`, and return the owners of the readable connections."""
        if self.selector is not None:
            return [key.data for key, _ in self.selector.select(seconds)]
        from multiprocessing.connection import wait

        return [self.owners[each] for each in wait(list(self.owners), seconds)]
