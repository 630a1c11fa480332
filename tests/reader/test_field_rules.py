"""What the fields of forms take is written down as it is."""

from pathlib import Path

import reader
from reader.field_rules import rules, table

WRITTEN = Path(reader.__file__).with_name("FIELDS.md")


def test_what_is_written_down_is_what_the_forms_take():
    """Otherwise: `uv run manage.py field_rules > reader/FIELDS.md`."""
    assert WRITTEN.read_text() == table()


def test_forms_of_others_that_our_pages_show_are_told_too():
    named = {rule.form for rule in rules()}
    assert {"allauth.account.forms.SignupForm", "annotations.accounts.forms.SignInForm"} <= named
    assert "allauth.account.forms.LoginForm" not in named
