"""Which annotations and places there are for whom. Every page, count and fragment asks here."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, Exists, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from annotations.listing import ListedQuerySet
from reader.models import Interview, Speaker

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from annotations.readers import Reader


def _keeps_place(path: str = "") -> Q:
    """As `Annotation.keeps_place`: of hidden ones the place is kept, and of those that wait anew."""
    known = ~Q(**{f"{path}standing": "waiting"}) | Q(**{f"{path}doubt": "edited"})
    return Q(**{f"{path}visibility": "public"}) & known


def _in_threads_of(reader: "Reader") -> Q:
    shown = _keeps_place("root__") | reader.owns_q("root__") | reader.shares_q("root__")
    return Q(root__isnull=True) | shown


def _with_root_seen_by(reader: "Reader") -> Q:
    """Whether the words that the thread began with may be shown: not those of a hidden one."""
    shown = Q(root__visibility="public", root__standing="visible")
    return Q(root__isnull=True) | shown | reader.owns_q("root__") | reader.shares_q("root__")


def _own_or_roots(path: str) -> Coalesce:
    """What an annotation has here itself, or of a reply the root of its thread."""
    return Coalesce(path, f"root__{path}")


class AnnotationQuerySet(ListedQuerySet):
    def by(self, reader: "Reader") -> "AnnotationQuerySet":
        """This reader's own, deleted ones too. Nobody's for a visitor without a name."""
        return self.filter(reader.owns_q())

    def visible_to(self, reader: "Reader") -> "AnnotationQuerySet":
        """What this reader may see: their own, their groups' and public ones, in threads that they may see.

        Deleted ones are left out unless replies hang on them: their place is kept, not their words.
        """
        others = Q(visibility="public", standing="visible") | reader.shares_q()
        return self.filter(reader.owns_q() | others).filter(_in_threads_of(reader) | reader.owns_q())

    def placed_for(self, reader: "Reader") -> "AnnotationQuerySet":
        """What this reader may see, and of hidden ones that something is there: for threads alone.

        `notes.Note.gone` tells those whose words must not be shown.
        """
        others = _keeps_place() | reader.shares_q()
        return self.filter(reader.owns_q() | others).filter(_in_threads_of(reader) | reader.owns_q())

    def apart_for(self, reader: "Reader", *, may_decide: bool = False) -> "AnnotationQuerySet":
        """What makes a page differ for this reader: their own and their groups' threads and replies.

        With what others answered in their threads before these became theirs alone, and the open suggestions
        for those who decide on them; without replies whose thread they may not see, be the replies their own.
        """
        theirs = reader.owns_q() | reader.shares_q() | reader.shares_q("root__")
        others = Q(visibility="public", standing="visible")
        theirs |= reader.owns_q("root__") & ~_keeps_place("root__") & others
        if may_decide:
            theirs |= others & Q(suggestion__status="open")
        return self.filter(theirs).filter(_in_threads_of(reader))

    def moderated_by(self, user: "AbstractBaseUser | AnonymousUser") -> "AnnotationQuerySet":
        """What this person may judge: what is meant for everybody, in interviews that are their own.

        The staff: in all that are not private. What readers keep to themselves is nobody's to judge.
        """
        meant_for_all = self.filter(Q(root__isnull=True) | Q(root__visibility="public"), visibility="public")
        return meant_for_all.filter(judged_by(user))

    def looked_up_by(self, user: "AbstractBaseUser | AnonymousUser") -> "AnnotationQuerySet":
        """What this person may judge and is there, and what the moderation has deleted.

        What its author deleted is theirs: they can bring it back, and others have lost sight of it.
        """
        entries = apps.get_model("annotations", "ModerationEntry").objects.filter(annotation=OuterRef("pk"))
        last = Subquery(entries.order_by("-pk").values("verb")[:1])
        removed = Q(standing="hidden", last="delete")
        return self.moderated_by(user).alias(last=last).filter(Q(deleted__isnull=True) | removed)

    def public(self) -> "AnnotationQuerySet":
        """What everybody may see."""
        return self.filter(
            Q(root__isnull=True) | _keeps_place("root__"), visibility="public", standing="visible"
        )

    def listed(self) -> "AnnotationQuerySet":
        """What may be shown to everybody outside its interview, the latest first: in a listed one."""
        return self.public().present().filter(interview__visibility="public").recent()

    def spoken(self) -> "AnnotationQuerySet":
        """What everybody may see and has words of its author's."""
        return self.public().present().exclude(body="")

    def recent(self) -> "AnnotationQuerySet":
        """The latest first, with everything that a list of notes from many interviews shows."""
        found = self.with_people().select_related("interview", "root").defer("interview__source")
        return found.order_by("-created", "-pk")

    def in_the_text(self) -> "AnnotationQuerySet":
        """What stands (or stood) somewhere in the text; replies and what is about all of it do not."""
        placed = Q(start_block__isnull=False) | Q(state="orphaned")
        return self.filter(placed, root__isnull=True)

    def begun_on_the_whole(self, reader: "Reader") -> "AnnotationQuerySet":
        """What begins threads about the interview as a whole, where this reader has something to read."""
        there = apps.get_model("annotations", "Annotation").objects.visible_to(reader).present()
        said = Q(deleted__isnull=True) & (Q(standing="visible") | reader.owns_q() | reader.shares_q())
        answered = Exists(there.filter(root=OuterRef("pk")))
        about_all = self.placed_for(reader).filter(root__isnull=True, start_block__isnull=True)
        return about_all.exclude(state="orphaned").filter(said | answered)

    def unsettled(self, reader: "Reader | None" = None) -> "AnnotationQuerySet":
        """Without suggestions that are not open any more, and without the replies to them.

        Whoever made one (`reader`) sees on the page what became of it; others need not.
        """
        own = Q(pk__in=()) if reader is None else reader.owns_q()
        own_thread = Q(pk__in=()) if reader is None else reader.owns_q("root__")
        return self.filter(
            (Q(suggestion__isnull=True) | Q(suggestion__status="open") | own)
            & (Q(root__suggestion__isnull=True) | Q(root__suggestion__status="open") | own_thread)
        )

    def suggestions(self) -> "AnnotationQuerySet":
        """Corrections that were suggested, with their rows; be they open or settled."""
        return self.filter(suggestion__isnull=False)

    def open_suggestions(self) -> "AnnotationQuerySet":
        """Corrections that were suggested and wait for a decision."""
        return self.filter(suggestion__status="open", deleted__isnull=True)

    def in_notebook_of(self, reader: "Reader") -> "AnnotationQuerySet":
        """This reader's own that are there, in interviews that they may (still) open."""
        readable = Interview.objects.readable_by(reader.user or AnonymousUser()).values("pk")
        return self.by(reader).present().filter(interview__in=readable)

    def findable_by(self, reader: "Reader") -> "AnnotationQuerySet":
        """Their own in interviews that they may open, and what everybody sees of listed ones."""
        user = reader.user or AnonymousUser()
        own = reader.owns_q() & Q(interview__in=Interview.objects.readable_by(user).values("pk"))
        listed = Q(interview__in=Interview.objects.listed_for(user).values("pk"))
        return self.visible_to(reader).present().filter(own | listed)

    def with_places(self, reader: "Reader") -> "AnnotationQuerySet":
        """With everything that a list beside the text shows: people, interview, speakers, tags.

        Of a reply also its thread's root, which may be shown where `shows_thread` says so.
        """
        blocks = ("start_block__speaker", "end_block__speaker")
        threads = ("root__creator", "root__guest", *(f"root__{block}" for block in blocks))
        return (
            self.select_related("creator", "guest", "group", "interview", "suggestion", *blocks, *threads)
            .defer("interview__source")
            .with_tag_names()
            .with_parting()
            .annotate(shows_thread=Case(When(_with_root_seen_by(reader), then=True), default=False))
        )

    def said_by(self, names: Iterable[str], reader: "Reader") -> "AnnotationQuerySet":
        """Those on passages that begin or end in words of speakers of these names.

        A reply counts with its thread where this reader may see that, an orphan where it was last.
        """
        names = list(names)
        # Looked up once, not for each note.
        speakers = Speaker.objects.filter(name__in=names).values("pk")
        spoken = Q(first_there__in=speakers) | Q(last_there__in=speakers)
        placed = self.alias(
            first_there=_own_or_roots("start_block__speaker"), last_there=_own_or_roots("end_block__speaker")
        )
        return placed.filter(Q(state="orphaned", last_speaker__in=names) | spoken & _in_threads_of(reader))

    def open_to(self, reader: "Reader") -> "AnnotationQuerySet":
        """Without what is in groups where this reader can't write any more."""
        groups = apps.get_model("annotations", "Group").objects.of(reader).open()
        return self.filter(Q(group__isnull=True) | Q(group__in=groups.values("pk")))

    def grouped(self, reader: "Reader") -> "AnnotationQuerySet":
        """Rows of annotations.notebook.facets.Alike: these as groups that are alike, and how many each has.

        They come in the order of `in_text_order`, as far as that is one of interviews.
        """
        shown = _in_threads_of(reader)
        first, last = (_own_or_roots(f"{edge}_block__speaker__name") for edge in ("start", "end"))
        kinds = ("colour", "motivation", "visibility", "state")
        return (
            self.order_by()
            .annotate(
                first=Case(When(shown, then=first)),
                last=Case(When(shown, then=last)),
                was=Case(When(state="orphaned", then="last_speaker")),
            )
            .values("interview", *kinds, "first", "last", "was")
            .annotate(slug=Max("interview__slug"), title=Max("interview__title"), size=Count("*"))
            .order_by("title", "interview")
            .values_list("interview", "slug", "title", *kinds, "first", "last", "was", "size")
        )


def judged_by(user: "AbstractBaseUser | AnonymousUser") -> Q:
    """The condition: in an interview whose notes this person may judge."""
    own = Q(interview__added_by=user.pk) if user.pk else Q(pk__in=())
    return own | ~Q(interview__visibility="private") if getattr(user, "is_staff", False) else own
