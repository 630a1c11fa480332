"""What search finds."""

from django.db import models
from django.db.models import Q

from reader.models.interview import Block, Interview
from reader.models.often import StoredOften


class Entry(StoredOften):
    """What search finds: an interview's head, a block, or what a layer adds, as `reader.searching` keeps it.

    `words` and `stems` hold the same terms in order, encoded; the database's own index over them follows
    by itself (migration 0008). `other` is the primary key of what a layer adds.
    """

    HEAD, BLOCK = "head", "block"

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="+")
    source = models.CharField(max_length=10, help_text="head, block, or a name that a layer gives")
    block = models.ForeignKey(Block, models.CASCADE, null=True, blank=True, related_name="+")
    other = models.PositiveBigIntegerField(null=True, blank=True)
    words = models.TextField()
    stems = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source="head", block__isnull=True, other__isnull=True)
                | Q(source="block", block__isnull=False, other__isnull=True)
                | (~Q(source__in=("head", "block")) & Q(block__isnull=True, other__isnull=False)),
                name="entry_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["interview"], condition=Q(source="head"), name="entry_of_head_once"
            ),
            models.UniqueConstraint(fields=["interview", "block"], name="entry_of_block_once"),
            models.UniqueConstraint(fields=["interview", "source", "other"], name="entry_of_layer_once"),
        ]
        indexes = [models.Index(fields=["source", "other"], name="entry_of_layer")]

    def __str__(self) -> str:
        return f"{self.source} {self.block_id or self.other or self.interview_id}"
