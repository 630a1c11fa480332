"""The lines between two `---` at a Markdown file's beginning that describe it: a little of YAML.

Only `name: value` lines at the outermost level are read, and values only as text. Static site
generators' files hold much that is no valid YAML (a title with a colon in it, say), and nothing else
in them is of use here.
"""

import re

BLOCK = re.compile(r"---[ \t]*\n(?P<lines>(?:.*\n){0,500}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
FIELD = re.compile(r"(?P<name>[A-Za-z][\w-]{0,40})[ \t]{0,20}:(?:[ \t]+(?P<value>.*))?")
QUOTED = re.compile(r"""(?P<quote>["'])(?P<inside>.*)(?P=quote)[ \t]*(?:#.*)?""", re.DOTALL)
COMMENT = re.compile(r"[ \t]#.*")
# "|" and ">" say that the value follows, indented.
FOLDED = re.compile(r"[|>][+-]?\d?")


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields by their names in lower case, and the text after them."""
    block = BLOCK.match(text)
    if block is None:
        return {}, text
    lines = block["lines"].split("\n")
    # A text may begin with a line across and hold another one further down.
    if not FIELD.fullmatch(next((line for line in lines if line.strip()), "")):
        return {}, text
    return _fields(lines), text[block.end() :]


def _fields(lines: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        field = FIELD.fullmatch(line)
        if field:
            name = field["name"].lower()
            value = (field["value"] or "").strip()
            fields[name] = "" if FOLDED.fullmatch(value) else value
        elif name and line[:1].isspace() and not line.lstrip().startswith(("- ", "#")):
            # A long value goes on, indented.
            fields[name] = f"{fields[name]} {line.strip()}".strip()
    return {name: _value(text.strip()) for name, text in fields.items()}


def _value(text: str) -> str:
    quoted = QUOTED.fullmatch(text)
    if quoted is None:
        return COMMENT.sub("", text, count=1).strip()
    if quoted["quote"] == "'":
        return quoted["inside"].replace("''", "'")
    return re.sub(r"\\(.)", r"\1", quoted["inside"])
