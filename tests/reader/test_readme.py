"""What README says of the code holds."""

import re

import pytest
from django.conf import settings

README = (settings.BASE_DIR / "README.md").read_text()
# What needs no word, or is made by running.
UNNAMED = {"__init__.py", "__pycache__", "FIELDS.md"}


@pytest.mark.parametrize("app", ["reader", "annotations"])
def test_every_module_and_folder_stands_in_the_map_and_no_other(app):
    table = README.partition(f"| `{app}/` | where |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`(\w+(?:\.py|/))`", table))
    there = {f"{path.name}/" if path.is_dir() else path.name for path in (settings.BASE_DIR / app).iterdir()}
    assert named == {name for name in there if name.strip("/") not in UNNAMED}


def test_every_variable_of_the_settings_is_explained():
    code = (settings.BASE_DIR / "reader/config/settings.py").read_text()
    asked = set(re.findall(r'\b(?:text|words|flag|number|secret)\("([A-Z_]+)"', code))
    assert "ALLOWED_HOSTS" in asked
    assert asked <= set(re.findall(r"`([A-Z_]+)`", README))
