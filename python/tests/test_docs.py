"""What the pages show is run, from top to bottom."""

import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from live_server import ROOT, LiveServer

from steppe_client import Steppe


def blocks(path: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / path).read_text(), flags=re.MULTILINE | re.DOTALL)


def run(path: str, server: LiveServer) -> dict[str, object]:
    names: dict[str, object] = {}
    for block in blocks(path, "python"):
        exec(compile(block.replace("http://127.0.0.1:4000", server.url), path, "exec"), names)
    return names


def test_the_page_about_notebooks_runs(server: LiveServer, capsys: pytest.CaptureFixture[str]) -> None:
    names = run("docs/notebooks.md", server)
    shown = capsys.readouterr().out
    assert "source_kostanay_article" in shown and "@misc{source_kostanay_article" in shown
    [error] = blocks("docs/notebooks.md", "text")
    assert shown.endswith(error)
    assert {"then", "hubs", "sums"} <= names.keys()


def test_the_readme_of_the_client_runs(server: LiveServer, capsys: pytest.CaptureFixture[str]) -> None:
    run("python/README.md", server)
    assert "Kostanay car plant" in capsys.readouterr().out


def test_tables_are_read_from_their_addresses_by_pandas_polars_and_pyarrow(
    server: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ask.graphql").write_text(blocks("docs/tables.md", "graphql")[0])
    lines: list[str] = []
    [block] = blocks("docs/tables.md", "python")
    for line in block.splitlines():
        # What a notebook would show is kept.
        lines.append(f"shown.append({line.split('#')[0]})" if line.startswith(("pd.", "pl.", "pa.")) else line)
    names: dict[str, object] = {"shown": []}
    exec("\n".join(lines).replace("http://127.0.0.1:4000", server.url), names)
    shown = names["shown"]
    assert isinstance(shown, list)
    assert len(shown) > 1
    assert {len(table) for table in shown} == {6}
    assert len({tuple(getattr(table, "column_names", None) or table.columns) for table in shown}) == 1


def test_networkx_reads_the_graphs_that_the_page_about_exports_names(
    server: LiveServer, steppe: Steppe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs/export.md").read_text()
    for command in re.findall(r"`steppe export ((?:node-link|graphml|gexf) [^`]+)`", page):
        name, target, *options = command.split()
        server.steppe("export", name, str(tmp_path / target), *options)
    [block] = blocks("docs/export.md", "python")
    # What a notebook would show is kept.
    lines = [f"shown.append({line})" if line.startswith("nx.") else line for line in block.splitlines()]
    names: dict[str, Any] = {"shown": []}
    exec("\n".join(lines), names)

    owners = names["graph"]
    assert isinstance(owners, nx.MultiDiGraph)
    owned = steppe.table("{ facts(where: { predicates: [OWNS] }) { nodes { id subject { id } object { to: id } } } }")
    assert {(start, end, key) for start, end, key in owners.edges(keys=True)} == {
        (fact["subject.id"], fact["to"], fact["id"]) for fact in owned.to_dict("records")
    }
    assert {data["predicate"] for *_, data in owners.edges(data=True)} == {"OWNS"}
    around, whole = names["shown"]
    assert isinstance(around, nx.MultiDiGraph)
    for graph, where in ((around, '{ within: "place_kostanay" }'), (whole, "{}")):
        ends = steppe.table(
            f"{{ facts(where: {where}) {{ nodes {{ subject {{ id }} object {{ to: id }} }} }} }}"
        ).dropna()
        assert set(graph.nodes) >= {*ends["subject.id"], *ends["to"]}
        assert {(start, end) for start, end, *_ in graph.edges} == set(zip(ends["subject.id"], ends["to"], strict=True))
