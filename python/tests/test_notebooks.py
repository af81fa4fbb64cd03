"""The notebooks run from top to bottom, on a server with the data that they name.

``NOTEBOOKS=write`` keeps what they show.
"""

import os
from pathlib import Path

import nbformat
import pytest
from live_server import ROOT, LiveServer
from nbclient import NotebookClient

NOTEBOOKS = ROOT / "examples" / "notebooks"
PATIENCE_SECONDS = 300
DATA = (ROOT / os.environ.get("STEPPE_SHARED_DATA", "../shared/data")).resolve()
PUBLIC = {
    "gem-iron-steel": "gem-iron-steel/Iron & Steel-map-file-2025-03-25.csv",
    "gem-iron-ore-mines": "gem-iron-ore-mines/giomt-2024-11-main-data.csv",
    "examples/notebooks/gem-iron-steel-furnaces.yaml": "gem-iron-steel/Iron & Steel-map-file-2025-03-18.csv.gz",
    "aiddata-chinese-finance": "aiddata-chinese-finance/aiddata-v1.0-central-asia-and-industry.csv",
}


@pytest.fixture(scope="session")
def public_data(server: LiveServer, article_change: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Brings the public tables in, by links: what is refused of a table would be written beside it."""
    folder = tmp_path_factory.mktemp("tables")
    for mapping, name in PUBLIC.items():
        table = folder / Path(name).name
        table.symlink_to(DATA / name)
        server.steppe("import", str(table), "--mapping", mapping)


def run(name: str, server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPPE_URL", server.url)
    # Its figures are read by people, its warnings by nobody.
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    path = NOTEBOOKS / name
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=PATIENCE_SECONDS, kernel_name="python3").execute()
    if os.environ.get("NOTEBOOKS") == "write":
        for cell in notebook.cells:
            # When each cell ran is nobody's figure.
            cell.metadata.pop("execution", None)
        nbformat.write(notebook, path)


def test_the_notebook_of_the_article_runs(
    server: LiveServer, article_change: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("1-the-article-and-who-says-so.ipynb", server, monkeypatch)


@pytest.mark.skipif(not DATA.exists(), reason=f"the public tables are not at {DATA} (STEPPE_SHARED_DATA)")
@pytest.mark.usefixtures("public_data")
@pytest.mark.parametrize(
    "name", ["2-steel-and-ore-around-kostanay.ipynb", "3-chinese-finance-into-kazakh-industry.ipynb"]
)
def test_the_notebooks_of_public_data_run(name: str, server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    run(name, server, monkeypatch)


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebooks_are_kept_with_what_they_show(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    outputs = [output for cell in code for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    assert [output for output in outputs if "image/png" in output.get("data", {})]
