"""The client against a live server."""

import asyncio
import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pyarrow as pa
import pytest
from live_server import LiveServer

from steppe_client import GraphQLError, NotAnswered, Steppe, SteppeError

ARROW = "application/vnd.apache.arrow.stream"
FIGURES = """query Figures($where: FactFilter) {
  facts(where: $where) {
    nodes { id subject { name } variable value { figure: amount unit bound } period { edtf end }
      sourceCount isDisputed }
  }
}"""
OF_CHINA = {"subject": "place_china", "predicates": ["OBSERVED"]}


def test_a_table_has_all_rows_with_exact_types(steppe: Steppe) -> None:
    table = steppe.table(FIGURES, where=OF_CHINA)
    assert {
        name: table.dtypes[name].pyarrow_dtype for name in ["figure", "period.end", "sourceCount", "isDisputed"]
    } == {
        "figure": pa.decimal128(38, 12),
        "period.end": pa.date32(),
        "sourceCount": pa.int32(),
        "isDisputed": pa.bool_(),
    }
    row = table[table["variable"] == "vehicle exports, change on the year before"].iloc[0]
    assert (row["figure"], row["value.unit"], row["period.end"]) == (Decimal("34.2"), "%", date(2021, 3, 31))
    assert table["figure"].isna().any()
    nodes = steppe.query(
        "query ($where: FactFilter) { facts(first: 100, where: $where) { nodes { id } } }", where=OF_CHINA
    )
    assert [node["id"] for node in nodes["facts"]["nodes"]] == table["id"].tolist()


def test_all_pages_come_and_figures_add_up_exactly(steppe: Steppe) -> None:
    table = steppe.table("{ claims { nodes { id } } }", manifest=False)
    assert len(table) == steppe.query("{ claims { totalCount } }")["claims"]["totalCount"]
    figures = steppe.table(FIGURES, {"where": {"predicates": ["PRODUCES", "OBSERVED"]}}, as_of=1)
    sums = figures.groupby("value.unit")["figure"].sum()
    assert sums["{vehicle}/a"] == Decimal(50000)


def test_the_manifest_tells_the_sources_and_how_to_have_the_same_bytes_again(steppe: Steppe) -> None:
    table = steppe.table(FIGURES, where=OF_CHINA)
    manifest = table.attrs["manifest"]
    assert manifest["variables"] == {"where": OF_CHINA}
    assert manifest["rows"] == len(table)
    assert [source["id"] for source in manifest["sources"]] == ["source_kostanay_article"]
    again = httpx.get(manifest["again"])
    assert hashlib.sha256(again.content).hexdigest() == manifest["sha256"]
    # What pandas makes of a table keeps it.
    assert table[table["figure"].notna()].attrs["manifest"] == manifest


def test_the_graph_of_before_is_asked_by_the_number_of_a_change(steppe: Steppe, article_change: int) -> None:
    count = "{ facts(where: { isDisputed: true }) { totalCount } }"
    assert steppe.query(count, as_of=article_change)["facts"]["totalCount"] == 0
    rows = "{ facts(where: { isDisputed: true }) { nodes { id value { amount } } } }"
    assert 0 < len(steppe.table(rows)) == steppe.query(count)["facts"]["totalCount"]
    before = steppe.table(rows, as_of=article_change)
    assert (len(before), before.attrs["change"]) == (0, article_change)


def test_errors_show_the_message_and_the_place(steppe: Steppe) -> None:
    with pytest.raises(GraphQLError) as caught:
        steppe.query("{\n\tfacts {\n\t\tnodes { nam }\n\t}\n}")
    assert caught.value.code == "GRAPHQL_VALIDATION_FAILED"
    assert str(caught.value) == (
        'Cannot query field "nam" on type "Fact". [GRAPHQL_VALIDATION_FAILED]\n'
        "  line 3, column 11:\n    \t\tnodes { nam }\n    \t\t        ^"
    )
    with pytest.raises(GraphQLError, match=r"in the answer at then") as caught:
        steppe.query("{ about { changeNumber } then: asOf(change: 99999) { about { changeNumber } } }")
    with pytest.raises(GraphQLError, match="lists beside each other"):
        steppe.table("{ facts { nodes { id } } sources { nodes { id } } }")
    with pytest.raises(GraphQLError, match=r"Variable \"\$id\""):
        steppe.table("query ($id: ID!) { entity(by: { id: $id }) { facts { nodes { id } } } }")


def test_a_server_that_is_not_there_or_is_another_is_named(steppe: Steppe) -> None:
    with pytest.raises(NotAnswered, match=r"http://127\.0\.0\.1:9/graphql was not read"):
        Steppe("http://127.0.0.1:9", attempts=1).query("{ about { changeNumber } }")
    with ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        with pytest.raises(NotAnswered, match=r"answered 501 and no JSON.*Is it a Steppe server"):
            Steppe(f"http://127.0.0.1:{other.server_port}").query("{ a }")
        other.shutdown()
    with pytest.raises(GraphQLError, match="token"):
        Steppe(steppe.url, token="steppe_made_up").query("{ about { changeNumber } }")


@contextmanager
def saying(status: int, content_type: str, content: bytes, change: str | None = None) -> Iterator[str]:
    """A server that is none of Steppe’s: it says the same to everything."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            if change is not None:
                self.send_header("Steppe-Change", change)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{other.server_port}"
        other.shutdown()


@pytest.mark.parametrize(
    ("status", "content_type", "content"),
    [
        (200, "text/html", b"<!doctype html><p>Log in"),
        (200, "application/json", b'{"ok": true}'),
        (200, "application/json", b'{"data": null}'),
        (200, "application/json", b"[1]"),
        (400, "application/json", b'{"message": "no"}'),
        (400, "application/json", b'{"errors": []}'),
        (400, "application/json", b'{"errors": "no"}'),
        (200, ARROW, b""),
    ],
)
def test_what_is_no_answer_of_a_steppe_server_is_told_with_its_beginning(
    status: int, content_type: str, content: bytes
) -> None:
    with saying(status, content_type, content) as url, Steppe(url) as other:
        told = f"{url}/graphql answered {status} and no "
        asks: list[Callable[[str], object]] = [other.query, other.table]
        for ask in asks:
            with pytest.raises(NotAnswered, match=re.escape(told)) as caught:
                ask("{ facts { nodes { id } } }")
            assert repr(content.decode()) in str(caught.value)


def test_a_table_that_a_proxy_ends_early_is_none(steppe: Steppe) -> None:
    query = "{ claims { nodes { id } } }"
    whole = httpx.post(f"{steppe.url}?table=arrow", json={"query": query}).content
    # Without the mark of its end it would be read as a shorter table.
    for content, change in [(whole[:-8], "1"), (whole[: len(whole) // 2], "1"), (whole, None)]:
        with saying(200, ARROW, content, change) as url, pytest.raises(NotAnswered, match="no whole table"):
            Steppe(url).table(query, manifest=False)
    cut = whole[:-8] + b"\xff" * 7 + b"\x7f" + "Too many: “ask” for less.".encode()
    with saying(200, ARROW, cut, "1") as url, pytest.raises(GraphQLError, match=r"^Too many: “ask” for less\.$"):
        Steppe(url).table(query, manifest=False)


def test_a_table_over_the_limit_is_asked_for_once_and_the_reason_is_told(server: LiveServer, tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    with (
        server.beside(log, STEPPE_MAX_COST="20", STEPPE_MAX_PAGE="10", STEPPE_MAX_ROWS="40") as narrow,
        Steppe(narrow.url) as steppe,
    ):
        # Pages are as long as their cost lets them be: here the first ones go out before the limit is met.
        with pytest.raises(GraphQLError, match=r"^This table has more than 40 rows, .*`first`.*`where`"):
            steppe.table("{ claims { nodes { id } } }")
        assert len(steppe.table("{ claims(first: 40) { nodes { id } } }")) == 40
    ends = [json.loads(line).get("end") for line in log.read_text().splitlines() if '"format":"arrow"' in line]
    assert ends.count("LIMIT_EXCEEDED") == 1


def test_only_queries_are_asked_as_of_a_change_and_nothing_else_is_sent(steppe: Steppe) -> None:
    before = steppe.change()
    for writes in [
        "mutation { retractClaims(input: {ids: []}) { __typename } }",
        "subscription { changes { number } }",
    ]:
        with pytest.raises(SteppeError, match="nothing was sent"):
            steppe.query(writes, as_of=1)
    assert steppe.change() == before


def test_it_works_inside_a_running_loop(steppe: Steppe) -> None:
    async def cell() -> int:
        return len(steppe.table(FIGURES, where=OF_CHINA))

    assert asyncio.run(cell()) > 0


def test_a_graph_has_an_edge_for_each_fact_between_two(steppe: Steppe) -> None:
    graph = steppe.graph({"within": "place_kostanay"})
    facts = steppe.table(
        "query ($where: FactFilter) { facts(where: $where) { nodes { id object { id } } } }",
        where={"within": "place_kostanay"},
    )
    ends = facts[facts["object.id"].notna()]
    assert sorted(key for *_, key in graph.edges(keys=True)) == sorted(ends["id"])
    observations = [fact["fact"] for _, told in graph.nodes(data="observations") for fact in told or []]
    assert sorted(observations) == sorted(facts[facts["object.id"].isna()]["id"])
    assert graph.nodes["facility_kostanay_car_plant"] | {"observations": None} == {
        "name": "Kostanay car plant",
        "kind": "FACILITY",
        "observations": None,
    }
    [made] = [told for *_, told in graph.edges(data=True) if told.get("unit") == "{vehicle}/a"]
    assert (made["predicate"], made["modality"]) == ("PRODUCES", "PLANNED")
    assert graph.graph["manifest"]["rows"] == len(facts)


def test_sources_are_cited_once_each_in_three_formats(steppe: Steppe, article_change: int) -> None:
    table = steppe.table(FIGURES, where={"within": "place_kostanay"})
    assert "Made-up second source" in steppe.cite(table)
    assert steppe.cite(table, "bibtex").count("@misc{") == len(table.attrs["manifest"]["sources"])
    titles = [item.get("title") for item in json.loads(steppe.cite(table, "csl_json"))]
    assert "Made-up second source (fixture for tests and the tour)" in titles
    assert "Made-up" not in steppe.cite(steppe.graph({"within": "place_kostanay"}, as_of=article_change))


def test_what_has_no_sources_says_so_when_it_is_to_be_cited(steppe: Steppe) -> None:
    with pytest.raises(SteppeError, match="no facts or claims"):
        steppe.cite(steppe.table("{ places { nodes { name } } }"))
    with pytest.raises(SteppeError, match="ask for it with its manifest"):
        steppe.cite(steppe.table("{ facts(first: 1) { nodes { id } } }", manifest=False))


def test_a_list_of_sources_that_is_not_whole_is_not_cited_as_if_it_were(steppe: Steppe) -> None:
    table = steppe.table(FIGURES, where=OF_CHINA)
    # As the server tells it of more than 10,000.
    table.attrs["manifest"] |= {"sourcesAreAll": False}
    with pytest.raises(SteppeError, match=r"more sources than the 1 that .*in parts, with `where`, and cite each part"):
        steppe.cite(table)
