"""What readers add to interviews, by subject."""

from annotations.models.annotation import Annotation, Colour, Motivation, State, Visibility
from annotations.models.batches import Batch
from annotations.models.fates import Fate
from annotations.models.groups import Group, Membership
from annotations.models.meanings import ColourMeaning
from annotations.models.people import Guest, one_owner
from annotations.models.places import Place
from annotations.models.reactions import Emoji, Reaction, Resolution
from annotations.models.tags import Tag, Tagging, tag_key

__all__ = [
    "Annotation",
    "Batch",
    "Colour",
    "ColourMeaning",
    "Emoji",
    "Fate",
    "Group",
    "Guest",
    "Membership",
    "Motivation",
    "Place",
    "Reaction",
    "Resolution",
    "State",
    "Tag",
    "Tagging",
    "Visibility",
    "one_owner",
    "tag_key",
]
