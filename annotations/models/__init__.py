"""What readers add to interviews, by subject."""

from annotations.models.annotation import (
    LONGEST_ORIGIN,
    Annotation,
    Colour,
    Doubt,
    Motivation,
    Standing,
    State,
    Visibility,
)
from annotations.models.batches import Batch
from annotations.models.comment_files import CommentFile
from annotations.models.contacts import Contact, Frequency
from annotations.models.export_templates import ExportTemplate
from annotations.models.fates import Fate
from annotations.models.groups import Group, Membership
from annotations.models.meanings import ColourMeaning
from annotations.models.mentions import Mention
from annotations.models.moderation import Ban, Complaint, Flag, ModerationEntry, Verb
from annotations.models.notices import Kind, Mute, Notice
from annotations.models.people import Guest, one_owner
from annotations.models.places import Place
from annotations.models.reactions import Emoji, Reaction, Resolution
from annotations.models.reset_links import ResetLink
from annotations.models.suggestions import SUPPORT, Status, Suggestion, Support
from annotations.models.tags import Tag, Tagging, tag_key

__all__ = [
    "LONGEST_ORIGIN",
    "SUPPORT",
    "Annotation",
    "Ban",
    "Batch",
    "Colour",
    "ColourMeaning",
    "CommentFile",
    "Complaint",
    "Contact",
    "Doubt",
    "Emoji",
    "ExportTemplate",
    "Fate",
    "Flag",
    "Frequency",
    "Group",
    "Guest",
    "Kind",
    "Membership",
    "Mention",
    "ModerationEntry",
    "Motivation",
    "Mute",
    "Notice",
    "Place",
    "Reaction",
    "ResetLink",
    "Resolution",
    "Standing",
    "State",
    "Status",
    "Suggestion",
    "Support",
    "Tag",
    "Tagging",
    "Verb",
    "Visibility",
    "one_owner",
    "tag_key",
]
