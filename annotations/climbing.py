"""From what answers up to what is answered, as files tell it: perhaps from far below, perhaps in circles."""

from collections.abc import Mapping


class Ways:
    """All ways up; `above` says by name what each answers, and what is not in it is the end of a way.

    Each name is passed once, however many ways lead over it.
    """

    def __init__(self, above: Mapping[str, str]) -> None:
        self._above = above
        self._ends: dict[str, str] = {}

    def end(self, name: str) -> str:
        """The name at which the way up from this one ends; an empty one where it leads round in a circle."""
        passed: set[str] = set()
        while name in self._above and name not in self._ends and name not in passed:
            passed.add(name)
            name = self._above[name]
        end = "" if name in passed else self._ends.get(name, name)
        self._ends.update(dict.fromkeys(passed, end))
        return end
