"""A server of the tests’ own, from this repository’s build, on a graph in a temporary folder.

``STEPPE_URL`` names one that runs already; its graph began with the article, and is where the settings say.
"""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
_STEPPE = ["node", str(ROOT / "dist" / "src" / "main.js")]
_PATIENCE_SECONDS = 420


class LiveServer:
    """An address, and where its graph lies."""

    def __init__(self, url: str, environment: dict[str, str]) -> None:
        self.url = url
        self._environment = environment

    def steppe(self, *arguments: str) -> None:
        """Runs a command on the server’s graph, such as ``load``."""
        done = subprocess.run(
            [*_STEPPE, *arguments], env=self._environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"steppe {' '.join(arguments)}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"

    @contextmanager
    def beside(self, log: Path, **settings: str) -> Iterator["LiveServer"]:
        """A second server on the same graph, with other settings."""
        environment = self._environment | settings
        if "NEO4J_URI" not in environment:
            database = json.loads((Path(environment["STEPPE_DATA_DIR"]) / "database.json").read_text())
            environment |= {f"NEO4J_{name.upper()}": database[name] for name in ("uri", "username", "password")}
        with _serving(environment, log) as server:
            yield server


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait_until_ready(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            if httpx.get(f"{url}/health/ready", timeout=5).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.3)
    raise RuntimeError(f"The server did not start:\n{log.read_text()[-3000:]}")


@contextmanager
def _serving(environment: dict[str, str], log: Path) -> Iterator[LiveServer]:
    port = _free_port()
    environment = environment | {"PORT": str(port)}
    with log.open("wb") as output:
        server = subprocess.Popen([*_STEPPE, "serve"], env=environment, cwd=ROOT, stdout=output, stderr=output)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_ready(url, server, log)
            yield LiveServer(url, environment)
        finally:
            server.terminate()
            server.wait(60)


@contextmanager
def live_server(folder: Path) -> Iterator[LiveServer]:
    """Starts a server with the article in its graph, and stops it in the end."""
    if running := os.environ.get("STEPPE_URL"):
        yield LiveServer(running, dict(os.environ))
        return
    environment = os.environ | {
        "STEPPE_ENGINE": "embedded",
        "STEPPE_DATA_DIR": str(folder / "neo4j"),
        # First plans take their time on a busy machine.
        "STEPPE_REQUEST_TIMEOUT_MS": "240000",
    }
    environment.pop("NEO4J_URI", None)
    with _serving(environment, folder / "server.log") as server:
        yield server
