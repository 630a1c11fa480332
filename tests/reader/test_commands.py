"""Starting and importing from the command line, in processes of their own as an operator does."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from urllib.request import Request, urlopen

import pytest
from django.conf import settings

MANAGE = str(settings.BASE_DIR / "manage.py")
# In seconds: a process that hangs is to be seen, one on a busy machine to be waited for.
PATIENCE = 300


@pytest.fixture
def environment(tmp_path):
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "HTTPS", "LANG", "LC_ALL"}
    }
    return kept | {"DATA_DIR": str(tmp_path / "data"), "LANG": "en_GB.UTF-8"}


def run(environment, *arguments) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, MANAGE, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def demo(environment, port):
    """The demo in a process of its own; gives what it printed once it answers."""
    command = [sys.executable, MANAGE, "demo", "--no-input", "--port", str(port)]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        lines = []
        while not lines or "http://" not in lines[-1]:
            lines.append(process.stdout.readline())
            assert lines[-1], "".join(lines)
        wait_for(port)
        yield "".join(lines)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)
        process.stdout.close()


@contextmanager
def unfinished_posts(port, count):
    """Browsers that lost their network in the middle of a form."""
    head = b"POST /language/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
    head += b"Content-Type: application/x-www-form-urlencoded\r\n\r\nlanguage="
    with ExitStack() as stack:
        for _ in range(count):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(head)
        # They are in the server's hands before anybody else comes.
        time.sleep(1)
        yield


def wait_for(port) -> None:
    for _ in range(300):
        try:
            urlopen(f"http://127.0.0.1:{port}/token/", timeout=PATIENCE).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the demo did not answer")


def test_the_demo_starts_serves_and_keeps_all_data_when_started_again(environment):
    port = free_port()
    with demo(environment, port) as printed:
        assert re.search(r"Sign in as demo, password \S{12,}", printed)
        assert f"http://127.0.0.1:{port}/" in printed
        request = Request(f"http://127.0.0.1:{port}/", headers={"Accept-Language": "en"})
        with urlopen(request, timeout=PATIENCE) as page:
            html = page.read().decode()
        assert "Dialog zwischen Greg Brockman und Kevin Scott" in html
        style = re.search(r'href="(/static/css/site\.[0-9a-f]+\.css)"', html)
        assert style, "files have hashed names"
        with urlopen(f"http://127.0.0.1:{port}{style[1]}", timeout=PATIENCE) as file:
            assert "immutable" in file.headers["Cache-Control"]
        with unfinished_posts(port, count=4):
            urlopen(request, timeout=PATIENCE).close()
        taken = run(environment, "demo", "--port", str(port))
        assert (taken.returncode, taken.stdout) == (1, "")
        assert (
            taken.stderr.strip()
            == f"Port {port} is taken. Stop what runs there, or choose another with --port."
        )
    with demo(environment, port) as printed:
        assert "Sample interview loaded" not in printed
        assert "shown at the first start" in printed


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(environment, tmp_path, command):
    (tmp_path / "file").write_text("")
    result = run(environment | {"DATA_DIR": str(tmp_path / "file" / "data")}, command)
    assert result.returncode == 1
    assert "Make that folder writable, or set DATA_DIR to a folder that is." in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unusable_database_is_said_in_one_sentence(environment):
    result = run(
        environment | {"DATABASE_URL": "sqlite:////dev/null/db"}, "serve", "--port", str(free_port())
    )
    assert result.returncode == 1
    assert "Check DATABASE_URL and DATA_DIR." in result.stderr
    assert "Traceback" not in result.stderr


def test_an_old_python_is_told_what_it_lacks(environment):
    script = f"import sys; sys.version_info = (3, 11, 7); exec(open({MANAGE!r}).read())"
    result = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert result.returncode == 1
    assert "Randnotiz needs Python 3.13 or newer; this is 3.11.7." in result.stderr


@pytest.mark.parametrize("value", ["maybe", "2"])
def test_a_setting_that_makes_no_sense_is_named(environment, value):
    result = run(environment | {"HTTPS": value}, "check")
    assert result.returncode == 1
    assert f"HTTPS is '{value}'; set it to 1 or 0." in result.stderr


def test_importing_goes_on_after_a_failure_and_knows_what_is_there(environment, tmp_path):
    run(environment, "migrate")
    good = tmp_path / "talk.txt"
    good.write_text("Ada Byron: How are you?\n\nBen Cole: Well.\n\nAda Byron: Why?\n\nBen Cole: I slept.\n")
    same = tmp_path / "again.md"
    same.write_text(
        "**Ada Byron:** How are you?\n\n**Ben Cole:** Well.\n\n**Ada Byron:** Why?\n\n**Ben Cole:** I slept."
    )
    missing, empty = tmp_path / "missing.txt", tmp_path / "empty.txt"
    empty.touch()
    sources = [str(missing), str(good), "http://127.0.0.1/talk", str(same), str(empty)]
    result = run(environment, "import_interview", *sources)
    rows = [re.split(r"\s{2,}", line, maxsplit=2) for line in result.stdout.splitlines()]
    talk = "4 turns   2 speakers  /interviews/talk/  “talk”"
    assert rows == [
        ["failed", str(missing), "The file can't be read (No such file or directory)."],
        ["imported", str(good), talk],
        ["failed", "http://127.0.0.1/talk", rows[2][2]],
        ["already there", str(same), talk],
        ["failed", str(empty), "No text was found in empty.txt. Check that it is the right file."],
    ]
    assert "no public web page" in rows[2][2]
    assert (result.returncode, result.stderr) == (1, "1 imported, 1 already there, 3 failed.\n")
    again = run(environment, "import_interview", str(good))
    assert (again.returncode, again.stdout.splitlines()[-1]) == (0, "0 imported, 1 already there, 0 failed.")
