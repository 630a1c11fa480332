"""What only the circle may read, and the page on which it would stand."""

SECRET = "Nur fuer den Kreis"


def page_of(client, interview) -> str:
    return client.get(interview.get_absolute_url()).content.decode()
