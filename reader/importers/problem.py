"""What an importer raises when it can't read a file."""


class ImportProblem(Exception):
    """A file that can't be imported. The message is for people: what is wrong, and what to do."""
