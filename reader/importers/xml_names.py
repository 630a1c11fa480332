"""Who speaks in an XML text: one name for each person, however the text labels them."""

from reader.importers.cues import tidy_name


class Names:
    """The names of those who speak, by their ids in the document."""

    def __init__(self, people: dict[str, str]) -> None:
        # From the document's own list of people.
        self._people = people
        self._named: dict[str, str] = {}

    def name(self, reference: str | None, label: str = "") -> str | None:
        """The speaker's name: the label at the person's first speech, or as listed, or the bare id.

        `reference` points to a person: "#ada". "#unknown" and its like are nobody in particular, so
        that each label counts for itself.
        """
        person = ((reference or "").split() or [""])[0].rpartition("#")[2]
        if person in self._named:
            return self._named[person]
        name = tidy_name(label) or tidy_name(self._people.get(person, "")) or tidy_name(person)
        if name and person and not person.lower().startswith("unknown"):
            self._named[person] = name
        return name
