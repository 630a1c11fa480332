"""Time until everything is painted in Chromium: our page beside a static one."""

import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PAINTED = """() => new Promise(
  done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
)"""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def served(port: int) -> subprocess.Popen:
    """The site in a process of its own, on this run's data."""
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(150):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2)
            return process
        except OSError:
            time.sleep(0.1)
    process.terminate()
    raise SystemExit("the server does not start")


def static_page(html: str) -> ThreadingHTTPServer:
    """A server of this one page."""
    body = html.encode()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def painted(addresses: list[str], times: int = 5) -> list[float]:
    """Median milliseconds until each address is loaded and painted, taken in turns."""
    from playwright.sync_api import sync_playwright

    taken: list[list[float]] = [[] for _ in addresses]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for _ in range(times):
            for address, results in zip(addresses, taken, strict=True):
                page = browser.new_page(locale="de-DE", viewport={"width": 1440, "height": 900})
                page.goto(address, wait_until="load")
                results.append(page.evaluate(PAINTED))
                page.close()
        browser.close()
    return [median(results) for results in taken]
