"""Looking and judging as a browser does it."""

from django.test import Client

from annotations.models import Annotation

REASON = "Das ist Werbung"
QUEUE, UNDO, LOG = "/moderation/", "/moderation/undo/", "/moderation/log/"


def seen(client: Client, interview) -> str:
    return client.get(interview.get_absolute_url()).content.decode()


def act(client: Client, verb: str, *notes: Annotation, **more):
    headers = more.pop("headers", {})
    return client.post(QUEUE, {"do": verb, "note": [n.uid for n in notes], **more}, headers=headers)
