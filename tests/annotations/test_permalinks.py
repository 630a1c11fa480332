"""Short addresses of notes: to the note in its place for whoever may see it, in words for others."""

from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from annotations.changes import count_up
from annotations.models import Annotation
from annotations.threads import FOLDED, PART


def address(note):
    return f"/a/{note.uid}/"


def followed(client, note):
    response = client.get(address(note))
    assert response.status_code == 302
    return urlsplit(response.headers["Location"])


@pytest.fixture
def public(add):
    return add("anna", "sehr gutes", body="Stimmt", visibility="public")


@pytest.fixture
def long_thread(add, people):
    root = add("anna", "sehr gutes", body="Lang", visibility="public")
    for n in range(FOLDED + PART + 30):
        Annotation.objects.create(
            interview=root.interview,
            creator=people["ben"],
            motivation="replying",
            body=f"Antwort {n}.",
            visibility="public",
            root=root,
            reply_to=root,
        )
    return root


def test_it_leads_visitors_to_a_public_note(public, add, sign_in, interview, blocks):
    visitor = sign_in()
    found = followed(visitor, public)
    assert found.path == interview.get_absolute_url()
    assert (found.query, found.fragment) == (f"note={public.uid}", f"n-{public.ref}")
    assert f'id="n-{public.ref}"' in visitor.get(f"{found.path}?{found.query}").content.decode()
    plain = add("anna", "Modell", visibility="public")
    assert followed(visitor, plain).fragment == f"t-{blocks[2].key}"
    assert visitor.get(f"/a/{public.uid}").headers["Location"] == address(public)
    assert visitor.post(address(public)).status_code == 405


def test_what_is_private_or_never_was_reads_the_same_for_others(add, public, sign_in):
    secret = add("anna", "sehr gutes", body="Geheim", visibility="private")
    hidden = add("anna", "Modell", body="Erst offen")
    sign_in("ben").post(f"/annotations/{hidden.uid}/replies/", {"uid": str(uuid4()), "body": "Antwort"})
    Annotation.objects.filter(pk=hidden.pk).update(visibility="private")
    reply = Annotation.objects.get(root=hidden)
    gone = add("anna", "schön", body="Auch geheim", visibility="private")
    Annotation.objects.filter(pk=gone.pk).update(deleted=gone.created)
    for who in ("", "clara"):
        client = sign_in(who)
        never = client.get(f"/a/{uuid4()}/")
        assert never.status_code == 404
        html = never.content.decode()
        assert "Diese Anmerkung gibt es nicht" in html
        # It may be theirs, or their group's: only visitors do not know yet.
        assert ("/accounts/login/?next=/a/" in html.partition("<main")[2]) is (not who)
        for note in (secret, hidden, reply, gone):
            assert client.get(address(note)).status_code == 404
            assert len(client.get(address(note)).content) == len(never.content)
            assert client.get(f"/a/{note.uid}/card.svg").status_code == 404
    assert sign_in("anna").get(address(secret)).status_code == 302
    assert sign_in("anna").get(f"/a/{secret.uid}/card.svg").status_code == 404


def test_a_deleted_note_says_so_and_leads_on(public, sign_in, interview, blocks):
    sign_in("anna").post(f"/annotations/{public.uid}/deletion/")
    response = sign_in().get(address(public))
    assert response.status_code == 410
    html = response.content.decode()
    assert "Diese Anmerkung wurde gelöscht." in html
    assert f"{interview.get_absolute_url()}#t-{blocks[2].key}" in html
    assert "Stimmt" not in html
    type(interview).objects.update(visibility="private")
    assert sign_in().get(address(public)).status_code == 404


def test_an_orphan_is_found_in_its_list(public, sign_in):
    Annotation.objects.update(
        state="orphaned", start_block=None, end_block=None, start=None, end=None, motivation="highlighting"
    )
    type(public.interview).objects.update(revision=2)
    found = followed(sign_in(), public)
    assert found.fragment == f"n-{public.ref}"
    page = sign_in().get(f"{found.path}?{found.query}").content.decode()
    assert f'id="n-{public.ref}"' in page.split('id="orphans"')[1]


def test_a_reply_deep_in_a_thread_comes_with_the_page(long_thread, sign_in):
    visitor = sign_in()
    reply = Annotation.objects.filter(root=long_thread).order_by("pk")[FOLDED + 50]
    found = followed(visitor, reply)
    plain = visitor.get(found.path).content.decode()
    assert f'id="n-{reply.ref}"' not in plain
    html = visitor.get(f"{found.path}?{found.query}").content.decode()
    assert f'id="n-{reply.ref}"' in html
    assert '<details class="more-replies" open>' in html
    assert visitor.get(found.path).content.decode() == plain


def test_a_resolved_thread_is_open_for_whoever_asks_for_it(public, sign_in):
    sign_in("anna").post(f"/annotations/{public.uid}/resolution/", {"resolved": "1"})
    found = followed(sign_in(), public)
    assert '<details class="settled">' in sign_in().get(found.path).content.decode()
    assert '<details class="settled" open>' in sign_in().get(f"{found.path}?{found.query}").content.decode()


def test_the_rest_of_a_thread_comes_in_parts(long_thread, sign_in, htmx):
    visitor = sign_in()
    replies = list(Annotation.objects.filter(root=long_thread).order_by("pk"))
    own = f"/annotations/{long_thread.uid}/"
    last = replies[FOLDED]
    edge = ",".join(str(reply.uid) for reply in replies[FOLDED - 2 : FOLDED + 1])
    card = visitor.get(own, **htmx).content.decode()
    assert f'hx-get="{own}?after={edge}"' in card
    assert card.count('class="rep"') == FOLDED + 1
    assert visitor.get(own).content.decode().count('class="rep"') == len(replies)
    part = visitor.get(f"{own}?after={edge}", **htmx).content.decode()
    shown = [reply for reply in replies if f'id="n-{reply.ref}"' in part]
    assert shown == replies[FOLDED + 1 : FOLDED + 1 + PART]
    rest = visitor.get(f"{own}?after={shown[-1].uid}", **htmx).content.decode()
    assert rest.count('class="rep"') == len(replies) - FOLDED - 1 - PART
    assert 'hx-get="' + own + "?after" not in rest
    page = visitor.get(f"{own}?after={last.uid}").content.decode()
    assert page.count('class="rep"') == len(replies) - FOLDED
    assert visitor.get(f"{own}?after={uuid4()}", **htmx).status_code == 200
    last.visibility = "private"
    last.save()
    count_up(long_thread.interview_id)
    assert visitor.get(f"{own}?after={edge}", **htmx).content.decode() == part


def test_who_replies_at_the_end_of_a_long_thread_sees_the_reply(long_thread, sign_in, htmx):
    uid = uuid4()
    data = {"uid": str(uid), "body": "Ganz am Ende"}
    response = sign_in("clara").post(f"/annotations/{long_thread.uid}/replies/", data, **htmx)
    assert f'id="n-{uid.hex}"' in response.content.decode()


@pytest.mark.parametrize("paints", [True, False])
def test_tags_of_a_link_to_a_note_are_about_the_note(public, add, sign_in, interview, monkeypatch, paints):
    """Without fonts on the server there is no picture to name."""
    monkeypatch.setattr("reader.views.reading.can_paint", lambda: paints)
    visitor = sign_in()
    page = interview.get_absolute_url()
    plain = visitor.get(page).content.decode()
    assert '<meta property="og:description" content="Zur Einleitung ein Satz.">' in plain
    picture = '<meta property="og:image" content="http://testserver%scard.png">'
    assert (picture % page in plain) is paints
    Annotation.objects.filter(pk=public.pk).update(body="*Stimmt*")
    html = visitor.get(f"{page}?note={public.uid}").content.decode()
    assert '<meta property="og:description" content="anna: Stimmt – „sehr gutes“">' in html
    assert f'<meta property="og:url" content="http://testserver/a/{public.uid}/">' in html
    assert (picture % f"/a/{public.uid}/" in html) is paints
    assert html.count('rel="canonical"') == 1
    secret = add("anna", "Modell", body="Geheim", visibility="private")
    mine = sign_in("anna").get(f"{page}?note={secret.uid}").content.decode()
    assert "Geheim" not in mine.split("</head>")[0]
    type(interview).objects.update(visibility="private", added_by=secret.creator)
    assert "og:" not in sign_in("anna").get(page).content.decode()


def test_another_language_keeps_the_note_in_the_address(public, interview, client):
    english = client.get(
        f"{interview.get_absolute_url()}?note={public.uid}", headers={"accept-language": "en"}
    )
    assert english.headers["Location"] == f"{interview.get_absolute_url()}?note={public.uid}&lang=en"


def test_pages_that_name_notes_are_told_apart_and_others_not(public, sign_in, interview):
    visitor, page = sign_in(), interview.get_absolute_url()
    tags = [visitor.get(page + query).headers["ETag"] for query in ("", "?note=x", f"?note={uuid4()}")]
    assert len(set(tags)) == 1
    named = visitor.get(f"{page}?note={public.uid}")
    assert named.headers["ETag"] not in tags
    assert named.headers["Cache-Control"].startswith("public")


def test_a_visitors_page_of_a_thread_is_kept_until_something_changes(long_thread, sign_in):
    visitor, own = sign_in(), f"/annotations/{long_thread.uid}/"
    assert "Als Letzter" not in visitor.get(own).content.decode()
    data = {"uid": str(uuid4()), "body": "Als Letzter", "visibility": "public"}
    sign_in("ben").post(f"{own}replies/", data)
    assert "Als Letzter" in visitor.get(own).content.decode()
    english = visitor.get(own, headers={"accept-language": "en"}).content.decode()
    assert "more replies" in english
    assert "Reply of ben" in english
    assert "Eigene" not in visitor.get(own).content.decode()
    private = {"uid": str(uuid4()), "body": "Eigene", "visibility": "private"}
    sign_in("ben").post(f"{own}replies/", private)
    assert "Eigene" in sign_in("ben").get(own).content.decode()
    assert "Eigene" not in visitor.get(own).content.decode()
