"""What the pages show is run, from top to bottom."""

import re
from pathlib import Path

import pytest
from live_server import ROOT, LiveServer


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
