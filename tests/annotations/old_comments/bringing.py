"""Bringing a file of old comments, and what its preview shows of each page."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.annotations.old_comments.exports import PAGE, WORDPRESS, wp

URL = "/comments/import/"
THREE = wp(1, "Eins") + wp(2, "Zwei", parent=1) + wp(3, "Uhren", approved="spam")


def bring(client, text=WORDPRESS % (PAGE, THREE), **more):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(URL, {"file": SimpleUploadedFile("blog.xml", data), **more})


def rows(response):
    return {row.page.address: row for row in response.context["preview"].rows}


def three(*titles):
    """A file with a page of one comment for each of these titles."""
    items = (
        f"<item><title>{title}</title><link>https://blog.example/{n}/</link>{wp(n, title)}</item>"
        for n, title in enumerate(titles)
    )
    return WORDPRESS % (PAGE, f"</item>{''.join(items)}<item>")
