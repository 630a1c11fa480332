"""What forms say of their limits beyond their fields' is what they refuse."""

from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.files.uploadedfile import InMemoryUploadedFile

from annotations.accounts.forms import UserNameForm
from annotations.forms.bodies import BodyForm
from annotations.forms.groups import GroupForm
from annotations.forms.names import NameForm
from annotations.forms.passages import LONGEST_QUOTE, PassageForm
from annotations.forms.revisions import RevisionForm
from annotations.forms.tags import NewTagsForm, TagsForm
from annotations.importing import form as import_form
from annotations.importing.form import ImportForm
from annotations.models import Annotation
from annotations.models.tags import LONGEST_TAG
from annotations.notebook import batch_forms
from annotations.notebook.batch_forms import BatchForm
from annotations.old_comments import forms as comment_forms
from annotations.old_comments.forms import CommentFileForm
from annotations.readers import Reader
from annotations.suggestions.forms import WordingForm
from annotations.tag_names import MOST_TAGS
from reader.field_rules import all_forms
from reader.ids import uuid7
from reader.models import Interview
from reader.proofs.forms import AddressForm, HeadForm
from reader.sources import SourceForm
from reader.views.site import SiteForm

pytestmark = pytest.mark.django_db
UNSEEN = "\u200b\u2060"


def file(size: int) -> dict[str, InMemoryUploadedFile]:
    return {"file": InMemoryUploadedFile(BytesIO(b"x"), "file", "x.txt", "text/plain", size, None)}


def tags(count: int, length: int = 3) -> str:
    return ",".join(f"{n:0{length}}" for n in range(count))


def revised(data: dict) -> RevisionForm:
    note = Annotation(creator=User(username="anna"), motivation="commenting", body="Wort")
    return RevisionForm(data, annotation=note)


# For each form and field: how it is made, of what it takes, and of what it refuses.
PROBES = {
    (NameForm, "name"): (NameForm, ["Ä"], [UNSEEN]),
    (GroupForm, "name"): (GroupForm, ["Ä"], [UNSEEN]),
    (BodyForm, "body"): (BodyForm, [" Ä "], [" \n "]),
    (RevisionForm, "body"): (revised, ["Ä"], [" \n "]),
    (WordingForm, "words"): (WordingForm, ["Ä"], [UNSEEN]),
    (SiteForm, "name"): (SiteForm, ["Ä"], [UNSEEN]),
    (HeadForm, "title"): (HeadForm, ["Ä"], [UNSEEN]),
    (HeadForm, "source_url"): (HeadForm, ["https://a.example", "a.example"], ["ftp://a.example", "x"]),
    (HeadForm, "media_url"): (HeadForm, ["https://a.example", "a.example"], ["javascript:alert(1)"]),
    (AddressForm, "url"): (AddressForm, ["http://a.example", "a.example/b"], ["data:text/html,x"]),
    (NewTagsForm, "tags"): (
        NewTagsForm,
        [tags(MOST_TAGS), tags(1, LONGEST_TAG)],
        [tags(MOST_TAGS + 1), tags(1, LONGEST_TAG + 1)],
    ),
    (TagsForm, "new"): (
        lambda data: TagsForm(data | {"tag": ["eins"]}),
        [tags(MOST_TAGS - 1), tags(1, LONGEST_TAG)],
        [tags(MOST_TAGS), tags(1, LONGEST_TAG + 1)],
    ),
    (BatchForm, "tags"): (
        lambda data: BatchForm(data | {"do": "tag"}, reader=Reader()),
        [tags(MOST_TAGS), tags(1, LONGEST_TAG)],
        [tags(MOST_TAGS + 1), tags(1, LONGEST_TAG + 1)],
    ),
    (BatchForm, "note"): (
        lambda data: BatchForm(data, reader=Reader()),
        [[" ".join(str(uuid7()) for _ in range(batch_forms.MOST))]],
        [[" ".join(str(uuid7()) for _ in range(batch_forms.MOST + 1))], ["x"]],
    ),
    (PassageForm, "exact"): (
        lambda data: PassageForm(data, interview=Interview()),
        ["x" * LONGEST_QUOTE],
        ["x" * (LONGEST_QUOTE + 1)],
    ),
    (UserNameForm, "username"): (
        lambda data: UserNameForm(data, user=User(username="anna")),
        ["an.na+-_1"],
        ["an na", "an@na", "an/na"],
    ),
}
FILES = {
    CommentFileForm: (lambda files: CommentFileForm({}, files, user=User(pk=1)), comment_forms.largest()),
    ImportForm: (lambda files: ImportForm({}, files, user=AnonymousUser()), import_form.largest()),
    SourceForm: (lambda files: SourceForm({"source": "file"}, files), 20 * 1024 * 1024),
}


def test_every_limit_is_tried_out():
    said = {(form, name) for form in all_forms() for name in getattr(form, "limits", {})}
    inherited = {(form, name) for form, name in said if form.limits is not vars(form).get("limits")}
    assert said - inherited == {*PROBES, *((form, "file") for form in FILES)}


@pytest.mark.parametrize(("form", "name"), PROBES, ids=lambda one: getattr(one, "__name__", one))
def test_what_is_within_is_taken_and_what_is_not_is_refused(form, name):
    make, within, beyond = PROBES[form, name]
    for value in within:
        assert name not in make({name: value}).errors, value[:40]
    for value in beyond:
        assert name in make({name: value}).errors, value[:40]


@pytest.mark.parametrize("form", FILES, ids=lambda form: form.__name__)
def test_a_file_is_at_most_as_large_as_is_said(form):
    make, most = FILES[form]
    assert form.limits["file"] == f"at most {most} bytes"
    assert not make(file(most)).has_error("file", "too_large")
    assert make(file(most + 1)).has_error("file", "too_large")
