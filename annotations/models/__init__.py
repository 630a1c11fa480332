"""What readers add to interviews, by subject."""

from annotations.models.annotation import LONGEST_ORIGIN, Annotation, Colour, Motivation, State, Visibility
from annotations.models.export_templates import ExportTemplate
from annotations.models.fates import Fate
from annotations.models.groups import Group, Membership
from annotations.models.people import Guest, one_owner
from annotations.models.places import Place
from annotations.models.tags import Tag, Tagging, tag_key

__all__ = [
    "LONGEST_ORIGIN",
    "Annotation",
    "Colour",
    "ExportTemplate",
    "Fate",
    "Group",
    "Guest",
    "Membership",
    "Motivation",
    "Place",
    "State",
    "Tag",
    "Tagging",
    "Visibility",
    "one_owner",
    "tag_key",
]
