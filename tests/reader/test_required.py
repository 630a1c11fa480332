"""A field that was left empty says what to do, in our words, in both languages."""

import pytest
from django import forms
from django.test import Client
from django.utils import translation


@pytest.mark.parametrize(
    ("field", "german", "english"),
    [
        (forms.CharField(), "Bitte füllen Sie dieses Feld aus.", "Please fill in this field."),
        (forms.IntegerField(), "Bitte füllen Sie dieses Feld aus.", "Please fill in this field."),
        (
            forms.ChoiceField(choices=[("a", "A")]),
            "Bitte wählen Sie hier aus.",
            "Please choose one of these.",
        ),
        (forms.BooleanField(), "Bitte setzen Sie hier das Häkchen.", "Please tick this box."),
        (forms.FileField(), "Bitte wählen Sie eine Datei.", "Please choose a file."),
        (forms.CharField(error_messages={"required": "Bitte einen Titel."}), "Bitte einen Titel.", None),
    ],
)
def test_each_kind_of_field_says_what_to_do(field, german, english):
    for language, said in (("de", german), ("en", english or german)):
        with translation.override(language), pytest.raises(forms.ValidationError) as refused:
            field.clean(None)
        with translation.override(language):
            assert refused.value.messages == [said]


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/register/", "/accounts/password/reset/"])
@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Bitte füllen Sie dieses Feld aus."), ("en", "Please fill in this field.")],
)
def test_forms_of_libraries_say_it_too(db, path, language, said):
    answer = Client(headers={"accept-language": language}).post(path, {})
    assert answer.status_code == 422
    assert said in answer.content.decode()
