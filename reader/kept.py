"""Things kept in this process's memory, up to a size or a number. Several threads use them at once."""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from threading import Lock


class Kept[Value: str | bytes]:
    """A dictionary of texts that never holds more than `limit` characters (or bytes) together.

    The longest unused goes first. Keys must name what they stand for completely (with a version): nothing
    is ever taken back.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Value | None:
        """What is kept under this key, or None."""
        return self.get_all([key])[0]

    def get_all(self, keys: Iterable[Hashable]) -> list[Value | None]:
        """What is kept under each of these keys, in their order."""
        values = self._values
        with self._lock:
            found = []
            for key in keys:
                value = values.get(key)
                if value is not None:
                    values.move_to_end(key)
                found.append(value)
        return found

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


class Few[Key: Hashable, Value]:
    """A dictionary that never holds more than `limit` things; the one that was kept first goes first."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._values: dict[Key, Value] = {}
        self._lock = Lock()

    def get(self, key: Key) -> Value | None:
        """What is kept under this key, or None."""
        return self._values.get(key)

    def keep(self, key: Key, value: Value) -> Value:
        """Keep this value in the place of an older one. Returns it."""
        with self._lock:
            self._values.pop(key, None)
            while len(self._values) >= self.limit:
                del self._values[next(iter(self._values))]
            self._values[key] = value
        return value
