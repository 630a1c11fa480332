"""What one change costs, however much stands elsewhere on the page."""

from uuid import uuid4

from annotations.models import Annotation
from tests.growth import growth


def test_a_highlight_costs_the_same_beside_many_comments_on_the_interview(
    url, sign_in, passage, htmx, people, interview
):
    anna = sign_in("anna")

    def write(comments: int) -> None:
        Annotation.objects.all().delete()
        fields = {"interview": interview, "creator": people["ben"], "visibility": "public"}
        Annotation.objects.bulk_create(
            Annotation(motivation="commenting", body=f"Ganz **allgemein** {n}", **fields)
            for n in range(comments)
        )

    def highlight(_comments: int) -> None:
        for _once in range(8):
            data = passage("sehr gutes", uid=str(uuid4()))
            assert anna.post(url, data, **htmx).status_code == 200

    assert growth(highlight, 40, beforehand=write) < 2


def test_a_comment_on_the_interview_costs_the_same_beside_many(url, sign_in, htmx, comments):
    anna = sign_in("anna")

    def write(number: int) -> None:
        Annotation.objects.all().delete()
        comments(number)

    def comment(_number: int) -> None:
        for _once in range(12):
            data = {"uid": str(uuid4()), "motivation": "commenting", "body": "Auch ich"}
            assert anna.post(url, data, **htmx).status_code == 200

    assert growth(comment, 40, beforehand=write) < 2
