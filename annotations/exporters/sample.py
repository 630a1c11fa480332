"""A note that nobody wrote, to show what a template makes of one."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from annotations.exporters.record import Exported, Source


def sample(site: str) -> Exported:
    """A highlight with a comment and tags."""
    source = Source(0, "", f"{site}/interviews/sample/", _("A conversation"), "")
    written = datetime(2026, 1, 31, 12, tzinfo=UTC)
    return Exported(
        uid="00000000-0000-7000-8000-000000000001",
        link=f"{site}/a/00000000-0000-7000-8000-000000000001/",
        source=source,
        motivation="commenting",
        created=written,
        modified=written,
        author="",
        visibility="private",
        quote=_("Most of what I know I learnt from questions."),
        comment=_("Good for the *introduction*."),
        colour="y",
        tags=(_("learning"),),
        speakers=("Ada Ray",),
        turn=3,
        turn_link=f"{site}/interviews/sample/#t-3",
        begins=725_000,
    )
