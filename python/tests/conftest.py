from collections.abc import Iterator

import pytest
from live_server import LiveServer, live_server

from steppe_client import Steppe


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with live_server(tmp_path_factory.mktemp("steppe")) as server:
        yield server


@pytest.fixture(scope="session")
def steppe(server: LiveServer) -> Iterator[Steppe]:
    with Steppe(server.url, timeout=300) as steppe:
        yield steppe


@pytest.fixture(scope="session")
def article_change(server: LiveServer) -> int:
    """The change that loaded the article, the first. Now a made-up second source is there, too, which disagrees."""
    server.steppe("load", "data/kostanay-second-source.jsonl")
    return 1
