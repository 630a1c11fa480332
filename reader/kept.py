"""Things kept in this process's memory, up to a size; the longest unused goes first."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock


class Kept[Value: str | bytes]:
    """A dictionary of texts that never holds more than `limit` characters (or bytes) together.

    Keys must name what they stand for completely (with a version): nothing is ever taken back.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Value | None:
        """What is kept under this key, or None."""
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def keep(self, key: Hashable, value: Value) -> None:
        """Keep this value; what is larger than a quarter of all room is not kept."""
        if len(value) > self.limit // 4:
            return
        with self._lock:
            old = self._values.pop(key, None)
            self.size += len(value) - (len(old) if old is not None else 0)
            self._values[key] = value
            while self.size > self.limit:
                _, gone = self._values.popitem(last=False)
                self.size -= len(gone)
