"""What `serve` and `demo` tell the server that they become: addresses in mails lead to where it is."""

import pytest

from reader.serving import environment


@pytest.fixture
def served(monkeypatch, settings):
    """served("127.0.0.1", HTTPS="1") is the server's environment on port 8123 where these are set."""

    def become(host, **variables):
        for name in ("HTTPS", "ALLOWED_HOSTS", "SITE_URL"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        settings.HTTPS = variables.get("HTTPS") == "1"
        return environment(host, 8123)

    return become


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123/"),
        ("localhost", "http://localhost:8123/"),
        ("::1", "http://[::1]:8123/"),
    ],
)
def test_links_in_mails_lead_to_the_port_where_it_serves(served, host, address):
    assert served(host)["SITE_URL"] == address
    assert served(host, HTTPS="0", SITE_URL="")["SITE_URL"] == address


def test_an_address_that_is_set_stays(served):
    assert served("127.0.0.1", SITE_URL="https://notes.example")["SITE_URL"] == "https://notes.example"


@pytest.mark.parametrize("variables", [{"ALLOWED_HOSTS": "notes.example"}, {"HTTPS": "1"}])
def test_behind_another_server_and_for_other_machines_the_names_of_the_site_count(served, variables):
    assert "SITE_URL" not in served("127.0.0.1", **variables)
    assert "SITE_URL" not in served("192.0.2.7")
