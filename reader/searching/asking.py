"""What is asked: words, "phrases", and a last word that may be only begun."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reader.searching.terms import WORD, Stems, encoded, fold

LONGEST = 200
# So many words and phrases are looked for; what comes after is left out.
MOST = 12
PIECE = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(frozen=True, slots=True)
class Clause:
    """A word or phrase: its stems in each language, and its words where the last may be only begun."""

    stems: tuple[tuple[str, ...], ...]
    begun: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: all clauses have to be in what is found."""

    clauses: tuple[Clause, ...]

    def __bool__(self) -> bool:
        return bool(self.clauses)

    def fts5(self) -> str:
        """As SQLite's FTS5 takes it (https://sqlite.org/fts5.html, section 3)."""
        return " AND ".join(f"({_fts5(clause)})" for clause in self.clauses)

    def tsquery(self) -> str:
        """As PostgreSQL's type `tsquery` takes it: stems have the weight A, words the weight B."""
        return " & ".join(f"({_tsquery(clause)})" for clause in self.clauses)


def ask(query: str, languages: Iterable[str]) -> Asked:
    """The question in these words, for texts in these languages."""
    query = query[:LONGEST]
    stemmers = [Stems(language) for language in sorted({tag.split("-")[0] for tag in languages} | {"und"})]
    pieces = list(PIECE.finditer(query))
    clauses: list[Clause] = []
    for piece in pieces:
        written = [word for word in WORD.findall(piece[1] or piece[2] or "") if fold(word)]
        if not written or len(clauses) == MOST:
            continue
        variants = dict.fromkeys(
            tuple(stems.of(word) or fold(word) for word in written) for stems in stemmers
        )
        is_last = piece is pieces[-1] and piece[2] is not None and query.endswith(piece[2])
        clauses.append(Clause(tuple(variants), tuple(map(fold, written)) if is_last else ()))
    return Asked(tuple(clauses))


def _fts5(clause: Clause) -> str:
    ways = [f'stems : "{" ".join(map(encoded, terms))}"' for terms in clause.stems]
    if clause.begun:
        ways.append(f'words : "{" ".join(map(encoded, clause.begun))}" *')
    return " OR ".join(ways)


def _tsquery(clause: Clause) -> str:
    ways = [" <-> ".join(f"{encoded(term)}:A" for term in terms) for terms in clause.stems]
    if clause.begun:
        *whole, last = map(encoded, clause.begun)
        ways.append(" <-> ".join([*(f"{term}:B" for term in whole), f"{last}:*B"]))
    return " | ".join(f"({way})" for way in ways)
