"""The client against a live server."""

import asyncio
import hashlib
import json
import threading
from datetime import date
from decimal import Decimal
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pyarrow as pa
import pytest

from steppe_client import GraphQLError, NotAnswered, Steppe, SteppeError

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
