"""Reading settings from environment variables, with sentences for what is wrong."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def text(name: str, default: str = "") -> str:
    """The variable's value, or `default` where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def words(name: str, default: str = "") -> list[str]:
    """The variable's value as a list; blanks and commas separate."""
    return text(name, default).replace(",", " ").split()


def flag(name: str, *, default: bool) -> bool:
    """The variable as yes or no. Raises ImproperlyConfigured for anything else."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; set it to 1 or 0.")


def number(name: str, default: int) -> int:
    """The variable as a whole number from 0. Raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name} is {value!r}; set it to a whole number, 0 or more.")
    return int(value)


def first_address(hosts: list[str], *, https: bool) -> str:
    """The site's address as far as the names tell under which it is reached; without a port."""
    named = [host.removeprefix(".") for host in hosts if host != "*"]
    return f"{'https' if https else 'http'}://{named[0] if named else 'localhost'}"


def data_folder(base: Path) -> Path:
    """The folder that holds the database and the secret key, made where it is missing.

    Raises ImproperlyConfigured where it can't be made or written to.
    """
    folder = Path(text("DATA_DIR", str(base / ".data"))).expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(_unwritable(folder, error)) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(_unwritable(folder))
    return folder


def _unwritable(folder: Path, error: OSError | None = None) -> str:
    why = f" ({error.strerror})" if error and error.strerror else ""
    return (
        f"Randnotiz can't write to {folder}{why}. "
        "Make that folder writable, or set DATA_DIR to a folder that is."
    )


def secret(name: str, path: Path) -> str:
    """The secret in the variable, in the file that NAME_FILE names, or else in `path`, made on first use."""
    if value := text(name):
        return value
    if named := text(f"{name}_FILE"):
        try:
            return Path(named).read_text().strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names {named}, which can't be read: {error}.") from None
    try:
        # Two processes may start at once: only one of them may make the file.
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(get_random_secret_key() + get_random_secret_key())
    except FileExistsError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(_unwritable(path.parent, error)) from None
    return path.read_text()
