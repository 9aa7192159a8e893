"""Waiting until one of some connections has something to say."""

from __future__ import annotations

import sys
from multiprocessing.connection import Connection
from typing import Any


class Poller:
    """Polls connections, each with whatever it belongs to.

    They are told once: `multiprocessing.connection.wait` would set itself up anew each time, in a tenth of a
    millisecond. Where connections are no files (Windows) it is asked all the same.
    """

    def __init__(self) -> None:
        self.owners: dict[Any, Any] = {}
        self.selector: Any = None
        if sys.platform != "win32":
            from selectors import DefaultSelector

            self.selector = DefaultSelector()

    def register(self, connection: Connection, owner: Any) -> None:
        """Listen to a connection too."""
        self.owners[connection] = owner
        if self.selector is not None:
            self.selector.register(connection, 1, owner)

    def unregister(self, connection: Connection) -> None:
        """Listen to a connection no more."""
        if self.owners.pop(connection, None) is not None and self.selector is not None:
            self.selector.unregister(connection)

    def close(self) -> None:
        """Listen to nothing."""
        if self.selector is not None:
            self.selector.close()

    def wait(self, seconds: float | None) -> list[Any]:
        """Wait, so many seconds at most, and give whose connections have something to say."""
        if self.selector is not None:
            return [key.data for key, _ in self.selector.select(seconds)]
        from multiprocessing.connection import wait

        return [self.owners[each] for each in wait(list(self.owners), seconds)]
