"""What the client does when the way to a live server is bad."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from steppe_client import GraphQLError, NotAnswered, Steppe

ABOUT = "{ about { changeNumber } }"


class BadWay:
    """What befalls the requests that come, one after the other; those after it are passed on to the server."""

    def __init__(self, url: str, endpoint: str, troubles: list[str]) -> None:
        self.url, self.endpoint, self.troubles = url, endpoint, troubles
        self.requests = 0
        self.ended = threading.Event()


@contextmanager
def bad_way(endpoint: str, *troubles: str) -> Iterator[BadWay]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            way.requests += 1
            body = self.rfile.read(int(self.headers["Content-Length"]))
            trouble = way.troubles.pop(0) if way.troubles else ""
            if trouble == "slow":
                way.ended.wait(60)
                return
            if trouble.isdigit():
                self.send_response(int(trouble))
                self.send_header("Retry-After", "1")
                if trouble.startswith("3"):
                    self.send_header("Location", f"/graphql?{self.path.partition('?')[2]}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            headers = {name: self.headers[name] for name in ("Content-Type", "Accept")}
            query = self.path.partition("?")[2]
            answer = httpx.post(f"{way.endpoint}?{query}", content=body, headers=headers)
            self.send_response(answer.status_code)
            for name in ("Content-Type", "Steppe-Change"):
                if name in answer.headers:
                    self.send_header(name, answer.headers[name])
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            cut = len(answer.content) // 2 if trouble == "cut" else None
            self.wfile.write(answer.content[:cut])

        def log_message(self, format: str, *args: object) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    way = BadWay(f"http://127.0.0.1:{listening.server_port}", endpoint, list(troubles))
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield way
    finally:
        way.ended.set()
        listening.shutdown()
        listening.server_close()


def test_a_busy_server_is_asked_again_after_the_time_that_it_names(steppe: Steppe) -> None:
    with bad_way(steppe.url, "503", "429") as way:
        before = time.monotonic()
        assert Steppe(way.url).change() == steppe.change()
        assert way.requests == 3
        assert time.monotonic() - before > 2


def test_a_table_that_is_cut_is_read_again_and_is_whole(steppe: Steppe) -> None:
    query = "{ claims { nodes { id } } }"
    with bad_way(steppe.url, "cut") as way:
        table = Steppe(way.url).table(query, manifest=False)
    assert table.equals(steppe.table(query, manifest=False))


@pytest.mark.parametrize("trouble", ["slow", "504"])
def test_a_manifest_that_takes_too_long_is_not_begun_again_and_the_way_without_is_told(
    steppe: Steppe, trouble: str
) -> None:
    query = "{ claims { nodes { id } } }"
    steppe.table(query)  # planned, so that the time is of the trouble alone
    with bad_way(steppe.url, "", trouble) as way:
        with pytest.raises(NotAnswered, match=r"its manifest did not: `manifest=False` gives the table alone"):
            Steppe(way.url, timeout=8).table(query)
        assert way.requests == 2


def test_where_a_server_has_moved_is_told_and_nothing_is_sent_there(steppe: Steppe) -> None:
    for status in ["301", "302", "303", "307", "308"]:
        with bad_way(steppe.url, status) as way:
            there = Steppe(way.url)
            with pytest.raises(NotAnswered) as caught:
                there.table("{ claims { nodes { id } } }")
            assert str(caught.value) == f"{way.url}/graphql has moved to {way.url}/graphql: use that address."
            assert way.requests == 1


def test_what_stays_bad_is_told_after_as_many_attempts_as_were_given(steppe: Steppe) -> None:
    with bad_way(steppe.url, "cut", "cut", "cut") as way:
        with pytest.raises(NotAnswered, match="was not read"):
            Steppe(way.url, attempts=2).query(ABOUT)
        assert way.requests == 2


def test_a_write_is_sent_once(steppe: Steppe) -> None:
    with bad_way(steppe.url, "503") as way:
        with pytest.raises(NotAnswered, match="503"):
            Steppe(way.url).query("mutation { a }")
        assert way.requests == 1


def test_a_mistake_in_the_query_is_told_at_once(steppe: Steppe) -> None:
    with bad_way(steppe.url) as way:
        with pytest.raises(GraphQLError):
            Steppe(way.url).query("{ nothing }")
        assert way.requests == 1
