"""Bringing a file of notes, a note as Hypothesis has it, and what the report says."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

URL = "/notes/import/"


def bring(client, data, headers=None, **more):
    if isinstance(data, (dict, list)):
        data = json.dumps(data)
    data = data if isinstance(data, bytes) else data.encode()
    return client.post(URL, {"file": SimpleUploadedFile("notes.json", data), **more}, headers=headers)


def sums(response) -> dict[str, int]:
    report = response.context["report"]
    lists = ("placed", "changed", "orphaned", "left")
    return {"known": report.known} | {name: len(getattr(report, name)) for name in lists}


def hypothesis(uri="https://a.example/1", quote="sehr gutes Modell", **more):
    selector = [{"type": "RangeSelector"}, {"type": "TextQuoteSelector", "exact": quote, "prefix": "😀 "}]
    return {
        "id": "AbC-dEf_0123456789abcd",
        "uri": uri,
        "text": "",
        "tags": [],
        "user": "acct:anna@hypothes.is",
        "created": "2024-05-06T07:08:09.123456+00:00",
        "updated": "2024-05-06T07:08:09.123456+00:00",
        "target": [{"source": uri, "selector": selector}],
        "document": {"title": ["Ein Gespräch"]},
        "permissions": {"read": ["acct:anna@hypothes.is"]},
    } | more
