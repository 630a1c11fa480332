"""How long reading a thread of many replies takes, beside the least that it could cost.

Run by hand: python -m tests.bench.thread [--replies 1000]
"""

import argparse
import os
import tempfile
from html import escape

from tests.bench.page import cold, line, timed


def thread_of_replies(interview, owners: list, count: int):
    """A comment with so many replies."""
    from annotations.changes import touch
    from annotations.models import Annotation

    shared = {"interview": interview, "visibility": "public"}
    root = Annotation.objects.create(
        creator=owners[0],
        motivation="commenting",
        body="What do you all say?",
        start_block=interview.blocks.filter(kind="turn").first(),
        **shared,
    )
    rows = [
        Annotation(
            creator=owners[n % len(owners)],
            motivation="replying",
            body=f"Reply *number* {n}, with a [link](https://a.example/{n}).\n\nAnd a second paragraph.",
            root=root,
            reply_to=root,
            **shared,
        )
        for n in range(count)
    ]
    Annotation.objects.bulk_create(rows, batch_size=500)
    touch(root)
    return root


def bare(root) -> str:
    """The replies read as plain rows and written with nothing around them."""
    from annotations.models import Annotation

    rows = Annotation.objects.filter(root=root).order_by("pk").values_list("creator__username", "body")
    return "".join(f"<li><b>{escape(name)}</b> {escape(body)}</li>" for name, body in rows)


def whole(client, root) -> int:
    """Every reply, as a reader gets them who asks for part after part. Returns how many there were."""
    address, shown = f"/annotations/{root.uid}/", 0
    after = ""
    while True:
        html = client.get(address + after, headers={"HX-Request": "true"}).content.decode()
        shown += html.count('class="rep"')
        if "?after=" not in html:
            return shown
        after = "?after=" + html.rpartition("?after=")[2].partition('"')[0]


def measure(count: int) -> None:
    """Everything, in one run."""
    from django.test import Client

    from annotations import markdown, thread_pages
    from annotations.models import Annotation
    from annotations.readers import Reader
    from annotations.replies import render_replies
    from annotations.threads import threads
    from reader.serving import prepare
    from tests.bench.material import interview_of, people

    prepare()
    interview = interview_of(20)
    root = thread_of_replies(interview, people(), count)
    client = Client(headers={"accept-language": "de"})

    def forget() -> None:
        for kept in (markdown._kept, thread_pages._kept):
            kept._values.clear()
            kept.size = 0
        cold()

    def load() -> list:
        notes = Annotation.objects.filter(root=root) | Annotation.objects.filter(pk=root.pk)
        return threads(notes.with_people(), Reader(), {})[0].notes[1:]

    def page() -> None:
        assert client.get(interview.get_absolute_url()).status_code == 200

    def own_page() -> None:
        assert client.get(f"/annotations/{root.uid}/").content.count(b'class="rep"') == count

    print(f"{'':44}{'taken':>12}{'base':>12}{'ratio':>8}")
    base = timed(lambda: bare(root), times=9)
    line(f"{count} replies written, nothing kept", timed(lambda: render_replies(load()), forget, 5), base)
    line("  their words kept", timed(lambda: render_replies(load()), cold, 5), base)
    line("the whole thread in parts, over HTTP", timed(lambda: whole(client, root), times=3), base)
    line("its own page, nothing kept", timed(own_page, forget, times=5), base)
    line("  from what is kept", timed(own_page, times=5), base)
    line("the interview's page with it, all cold", timed(page, forget, 5), base)
    line("  from kept pieces", timed(page, times=9), base)
    assert whole(client, root) >= count


def main() -> None:
    """Set up a place of its own, then measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--replies", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "HTTPS": "0", "DJANGO_SETTINGS_MODULE": "reader.config.settings"}
        import django

        django.setup()
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["*"]
        measure(options.replies)


if __name__ == "__main__":
    main()
