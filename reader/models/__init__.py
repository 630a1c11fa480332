"""What is kept of interviews, by subject."""

from reader.models.entries import Entry
from reader.models.interview import (
    NOT_SPOKEN,
    Block,
    Interview,
    InterviewQuerySet,
    Kind,
    Role,
    Speaker,
    Visibility,
    colour_of,
    direction_of,
)
from reader.models.often import StoredOften
from reader.models.proofs import Correction, Proof
from reader.models.revisions import Reason, Revision
from reader.site import Site

__all__ = [
    "NOT_SPOKEN",
    "Block",
    "Correction",
    "Entry",
    "Interview",
    "InterviewQuerySet",
    "Kind",
    "Proof",
    "Reason",
    "Revision",
    "Role",
    "Site",
    "Speaker",
    "StoredOften",
    "Visibility",
    "colour_of",
    "direction_of",
]
