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


def test_fields_that_a_form_makes_for_itself_are_told_and_those_that_it_drops_are_not():
    told = {(rule.form.rpartition(".")[2], rule.field): rule.limits for rule in rules()}
    assert "at least 12 characters" in told["SignupForm", "password1"]
    assert ("ChangePasswordForm", "password1") in told
    assert ("ChangePasswordForm", "password2") not in told


def test_choices_are_told_as_they_are_sent():
    (kind,) = [rule for rule in rules() if rule.form.endswith("Narrowing") and rule.field == "kind"]
    assert kind.limits.startswith("`highlighting`, ")
