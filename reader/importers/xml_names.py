"""Who speaks in an XML text: one name for each person, however the text labels them."""

import re

from reader.importers.cues import tidy_name

# "AdaQuill.1954" is an id made of a name, and of the year of birth where two have the same.
NAME_AND_YEAR = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*)(?:\.\d{4})?")


class Names:
    """The names of those who speak, by their ids in the document."""

    def __init__(self, people: dict[str, str]) -> None:
        # From the document's own list of people.
        self._people = people
        self._named: dict[str, str] = {}
        self._taken: set[str] = set()

    def name(self, reference: str | None, label: str = "") -> str | None:
        """The speaker's name: the label at the person's first speech, or as listed, or from the id.

        `reference` points to a person: "#ada". "#unknown" and its like are nobody in particular, so
        that each label counts for itself.
        """
        person = ((reference or "").split() or [""])[0].rpartition("#")[2]
        if person in self._named:
            return self._named[person]
        name = tidy_name(label) or tidy_name(self._people.get(person, "")) or self._from_id(person)
        if name and person and not person.lower().startswith("unknown"):
            self._named[person] = name
            self._taken.add(name)
        return name

    def _from_id(self, person: str) -> str | None:
        match = NAME_AND_YEAR.fullmatch(person)
        words = _words(match[1]) if match else []
        name = " ".join(words)
        # The id as it stands, if it is no name or another person's.
        return name if len(words) > 1 and name not in self._taken else tidy_name(person)


def _words(name: str) -> list[str]:
    """ "AdaQuill" as two words, "BenMcKay" too. Of ids such as "spkA" no name is made."""
    words = [""]
    for letter in name:
        if letter.isupper() and words[-1][-1:].islower() and words[-1] not in {"Mc", "Mac"}:
            words.append("")
        words[-1] += letter
    return words if all(len(word) > 1 and word[0].isupper() for word in words) else []
