"""Headers of mails, written so that every program reads them.

Python's own way (`email.policy`) hides a long address in encoded words, though no program looks for one
there (RFC 2369, section 2), and leaves out the blank between two encoded words where it breaks a line
(which RFC 2047, section 2, asks for).
"""

from email.header import Header
from email.headerregistry import HeaderRegistry, UniqueUnstructuredHeader
from email.policy import EmailPolicy, default
from typing import Any

from django.core.mail import EmailMessage


class Words(UniqueUnstructuredHeader):
    """Words: those that are not ASCII as encoded words, all of them then."""

    def fold(self: Any, *, policy: EmailPolicy) -> str:
        charset = "us-ascii" if self.isascii() else "utf-8"
        words = Header(str(self), charset, header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {words}{policy.linesep}"


class Addresses(UniqueUnstructuredHeader):
    """Addresses of pages, in one line however long."""

    def fold(self: Any, *, policy: EmailPolicy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("subject", Words)  # type: ignore[arg-type]
HEADERS.map_to_type("list-unsubscribe", Addresses)  # type: ignore[arg-type]


class Letter(EmailMessage):
    """A mail whose headers are written like this."""

    def message(self, *, policy: Any = default) -> Any:
        return super().message(policy=policy.clone(header_factory=HEADERS))
