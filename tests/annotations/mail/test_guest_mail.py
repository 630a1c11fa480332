"""Mail to guests, who have to confirm their address first."""

import json
from datetime import timedelta

import pytest
from django.core import mail

from annotations.mail import mailing
from annotations.mail.contacting import confirm_address
from annotations.models import Annotation, Contact, Guest
from tests.annotations.mail.letterbox import link, soon


class TestGuests:
    @pytest.fixture
    def nora(self, people, url, sign_in):
        """A guest who wrote, and gave an address."""
        visitor = sign_in()
        data = {"motivation": "commenting", "body": "Als Gast", "name": "Nora", "email": "nora@example.org"}
        assert visitor.post(url, data).status_code == 302
        return visitor

    def test_hear_of_replies_once_their_address_is_confirmed(self, nora, answer, sign_in):
        note = Annotation.objects.get()
        answer("ben", note, "Vorher")
        assert mailing.send_due(soon()) == (1, 0)
        asked = mail.outbox[0]
        assert asked.to == ["nora@example.org"]
        assert "Nora" not in asked.body + asked.subject, "nothing that a stranger has typed"
        address = link(asked.body, "confirm")
        assert "<button" in sign_in().get(address).content.decode()
        assert Contact.objects.get(guest__isnull=False).confirmed is None
        assert "bestätigt" in sign_in().post(address).content.decode()
        answer("ben", note, "Nachher")
        assert mailing.send_due(soon()) == (1, 0)
        assert "Nachher" in mail.outbox[1].body
        assert "Vorher" not in mail.outbox[1].body

    @pytest.mark.parametrize("way", ["comment", "reply"])
    def test_are_told_that_a_mail_is_on_its_way_or_why_none_is(self, way, url, add, people, sign_in, htmx):
        root = add("anna", body="Wurzel")
        said = []
        for n in range(4):
            data = {"motivation": "commenting", "body": f"Nr. {n}", "name": "Eve", "email": "eve@example.org"}
            to = url if way == "comment" else f"/annotations/{root.uid}/replies/"
            response = sign_in().post(to, data, **htmx)
            said.append(json.loads(response.headers["HX-Trigger-After-Settle"])["randnotiz:done"]["say"])
        first = "Kommentar" if way == "comment" else "Antwort"
        on_its_way = "Bitte bestätigen Sie Ihre Adresse: Eine Mail ist unterwegs."
        assert said[0] == f"{first} gespeichert. {on_its_way}"
        assert said[3].startswith(f"{first} gespeichert. An Ihre Adresse ging keine Mail")
        assert "Adresse" not in json.dumps(dict(sign_in("ben").post(url, data, **htmx).headers))
        plain = sign_in()
        response = plain.post(url, data | {"body": "Nr. 4", "email": "other@example.org"}, follow=True)
        assert on_its_way in response.content.decode()

    def test_an_address_is_never_shown(self, nora, interview, sign_in):
        for who in ("anna", "clara", ""):
            assert "nora@example.org" not in sign_in(who).get(interview.get_absolute_url()).content.decode()
            assert (
                sign_in(who).get(f"{interview.get_absolute_url()}feed/").content.count(b"@example.org") == 0
            )
        assert "nora@example.org" in nora.get("/notices/settings/").content.decode()

    def test_a_wrong_address_is_told_at_its_field_and_nothing_is_lost(self, url, people, sign_in, htmx):
        data = {"motivation": "commenting", "body": "Als Gast", "name": "Nora", "email": "nora"}
        response = sign_in().post(url, data, **htmx)
        html = response.content.decode()
        assert response.status_code == 422
        assert "Das ist keine E-Mail-Adresse." in html
        assert "<details data-name-field open>" in html
        assert 'value="nora"' in html
        assert "Als Gast</textarea>" in html
        assert not Guest.objects.exists()

    def test_an_old_link_and_one_for_another_address_confirm_nothing(self, nora, sign_in, monkeypatch):
        mailing.send_due()
        address = link(mail.outbox[0].body, "confirm")
        nora.post("/notices/settings/", {"frequency": "daily", "email": "other@example.org"})
        assert sign_in().post(address).status_code == 410
        mailing.send_due()
        newer = link(mail.outbox[1].body, "confirm")
        monkeypatch.setattr("annotations.mail.links.A_WEEK", timedelta(seconds=-1))
        assert sign_in().post(newer).status_code == 410
        assert Contact.objects.get(guest__isnull=False).confirmed is None

    def test_an_address_that_takes_the_place_of_another_meanwhile_is_not_confirmed_with_it(self, nora):
        asked = Contact.objects.get(guest__isnull=False)
        Contact.objects.update(address="other@example.org")
        assert not confirm_address(asked)
        assert Contact.objects.get(guest__isnull=False).confirmed is None

    def test_an_address_can_be_taken_back(self, nora):
        nora.post("/notices/settings/", {"frequency": "instant", "email": ""})
        assert mailing.send_due() == (0, 0)
        assert Contact.objects.get(guest__isnull=False).address == ""

    def test_nobody_is_asked_again_and_again(self, people, url, sign_in):
        for _ in range(5):
            data = {"motivation": "commenting", "body": "Hallo", "name": "Eve", "email": "victim@example.org"}
            assert sign_in().post(url, data).status_code == 302
        assert mailing.send_due() == (3, 0)
