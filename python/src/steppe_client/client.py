"""A server as a notebook meets it."""

import hashlib
import json
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

import httpx
import pandas as pd

from steppe_client.arrow import reason_of_cut, rows_of
from steppe_client.documents import as_of_change, is_read
from steppe_client.errors import GraphQLError, NotAnswered, SteppeError, TableChanged
from steppe_client.graphs import FACTS, graph_of
from steppe_client.transport import Answer, Transport

if TYPE_CHECKING:
    import networkx as nx

CitationFormat = Literal["text", "bibtex", "csl_json"]

_OK = 200
_SOURCES_AT_ONCE = 50
_WITHOUT_MANIFEST = (
    "The table itself came, its manifest did not: `manifest=False` gives the table alone, "
    "a longer `timeout` leaves the server more time."
)
_CITED = """query ($ids: [ID!]!, $format: CitationFormat!) {
  nodes(ids: $ids) { ... on Source { citation(format: $format) } }
}"""


class Steppe:
    """A Steppe server.

    Args:
        url: Its address, with or without ``/graphql``.
        token: Where the server asks for one, and for longer tables.
        timeout: Seconds to wait for the next bytes of an answer.
        attempts: How often a query is sent when the server is not reached or says that it is busy.
    """

    def __init__(
        self,
        url: str = "http://127.0.0.1:4000",
        token: str | None = None,
        *,
        timeout: float = 120.0,
        attempts: int = 4,
    ) -> None:
        base = url.rstrip("/")
        self.url = base if base.endswith("/graphql") else f"{base}/graphql"
        self._transport = Transport(self.url, token=token, timeout=timeout, attempts=attempts)

    def query(
        self,
        query: str,
        /,
        variables: Mapping[str, Any] | None = None,
        *,
        as_of: int | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        """The data of an answer.

        Variables are given by name, or in ``variables`` where a name is taken. With ``as_of`` the graph is asked as it
        was after that change.

        Raises:
            GraphQLError: with the message, the place in the query and the path of each error.
            NotAnswered: when the server cannot be reached, or is another.
        """
        if as_of is not None and not is_read(query):
            raise SteppeError("`as_of` asks the graph as it was, and only queries ask: nothing was sent.")
        asked = query if as_of is None else as_of_change(query, as_of)
        body = {"query": asked, "variables": {**(variables or {}), **more}}
        answer = self._transport.post(body, is_read=is_read(query))
        told = self._json(answer)
        data = told.get("data")
        if told.get("errors"):
            raise self._refusal(answer, asked)
        if isinstance(data, dict) and as_of is not None:
            data = data.get("asOf")
        if not isinstance(data, dict):
            raise self._no_answer(answer, "no data")
        return data

    def table(
        self,
        query: str,
        /,
        variables: Mapping[str, Any] | None = None,
        *,
        as_of: int | None = None,
        manifest: bool = True,
        **more: Any,
    ) -> pd.DataFrame:
        """The rows of a query: all pages of its outermost list, of one change of the graph.

        Columns keep their types, as Arrow types of pandas: decimals with every digit, days as days, nothing as
        ``<NA>``. What the table is of is in ``attrs["manifest"]``: the query, the change, the sources, and the address
        (``again``) that gives the same bytes again. For it the server makes the table a second time and reads the
        sources of each fact, which takes about as long again; ``manifest=False`` goes without.

        Raises:
            GraphQLError: when the query is no table, or not all of it can be had.
            NotAnswered: when the server cannot be reached, or is another.
            TableChanged: when the manifest is of other bytes than the table.
        """
        body = {"query": query, "variables": {**(variables or {}), **more}}
        asked = {"table": "arrow"} | ({} if as_of is None else {"change": str(as_of)})
        answer = self._transport.post(body, asked)
        if answer.status != _OK:
            raise self._refusal(answer, query)
        change = answer.headers.get("Steppe-Change", "")
        rows = rows_of(answer.content) if change.isdigit() else None
        if rows is None:
            # A proxy may hide that the connection was cut.
            if reason := reason_of_cut(answer.content):
                raise GraphQLError([{"message": reason}], query)
            raise self._no_answer(answer, "no whole table")
        table: pd.DataFrame = rows.to_pandas(types_mapper=pd.ArrowDtype)
        table.attrs = {"server": self.url, "change": int(change)}
        if manifest:
            table.attrs["manifest"] = self._manifest(body, change, hashlib.sha256(answer.content).hexdigest())
        return table

    def _manifest(self, body: dict[str, Any], change: str, sha256: str) -> dict[str, Any]:
        asked = {"table": "arrow", "change": change, "manifest": "1"}
        try:
            answer = self._transport.post(body, asked, is_costly=True)
            if answer.status != _OK:
                raise self._refusal(answer, body["query"])
            told = self._json(answer)
            if not {"sha256", "again", "sources"} <= told.keys():
                raise self._no_answer(answer, "no manifest")
        except GraphQLError as error:
            first, *others = error.errors
            hinted = first | {"message": f"{first.get('message', '')} {_WITHOUT_MANIFEST}".lstrip()}
            raise GraphQLError([hinted, *others], error.query, error.data) from error
        except NotAnswered as error:
            raise NotAnswered(f"{error} {_WITHOUT_MANIFEST}") from error
        if told["sha256"] != sha256:
            raise TableChanged(f"The table of change {change} and its manifest are not of the same bytes.")
        return told | {"again": str(httpx.URL(self.url).join(told["again"]))}

    def graph(
        self, where: Mapping[str, Any] | None = None, /, *, as_of: int | None = None, manifest: bool = True
    ) -> "nx.MultiDiGraph":
        """Facts as a ``networkx.MultiDiGraph``: an edge for each fact between two entities, keyed by the fact's id.

        Args:
            where: As in ``facts(where: …)``: ``{"within": "place_kostanay", "predicates": ["OWNS"]}``; all without.
            manifest: Whether the graph is told with its sources, to be cited.

        Observations, which lead nowhere, are lists on their nodes. ``graph["manifest"]`` is of the facts.
        """
        wanted = None if where is None else dict(where)
        return graph_of(self.table(FACTS, where=wanted, as_of=as_of, manifest=manifest))

    def cite(self, what: "pd.DataFrame | nx.MultiDiGraph", format: CitationFormat = "text") -> str:
        """The sources of a table or a graph, each once: to be printed below it, or saved as ``.bib``."""
        attributes = what.attrs if isinstance(what, pd.DataFrame) else what.graph
        manifest = attributes.get("manifest")
        if manifest is None:
            raise SteppeError("Nothing tells of this table's sources: ask for it with its manifest.")
        if manifest["sources"] is None:
            raise SteppeError(
                "These rows are no facts or claims: select `claims { nodes { source { id } } }` with them."
            )
        if not manifest.get("sourcesAreAll", True):
            raise SteppeError(
                f"These rows have more sources than the {len(manifest['sources'])} that their manifest lists: ask for "
                "them in parts, with `where`, and cite each part."
            )
        ids = [source["id"] for source in manifest["sources"]]
        cited: list[str] = []
        for start in range(0, len(ids), _SOURCES_AT_ONCE):
            some = ids[start : start + _SOURCES_AT_ONCE]
            nodes = self.query(_CITED, ids=some, format=format.upper(), as_of=manifest["change"])["nodes"]
            cited += [node["citation"] for node in nodes]
        if format == "csl_json":
            return "[" + ",\n".join(cited) + "]"
        return "\n".join(cited)

    def change(self) -> int:
        """The number of the graph's last change, for ``as_of``."""
        return int(self.query("{ about { changeNumber } }")["about"]["changeNumber"])

    def _json(self, answer: Answer) -> dict[str, Any]:
        try:
            told = json.loads(answer.content)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise self._no_answer(answer, "no JSON")
        return told

    def _refusal(self, answer: Answer, query: str) -> SteppeError:
        told = self._json(answer)
        errors = told.get("errors")
        if isinstance(errors, list) and errors and all(isinstance(error, dict) for error in errors):
            return GraphQLError(errors, query, told.get("data"))
        return self._no_answer(answer, "no errors of GraphQL")

    def _no_answer(self, answer: Answer, what: str) -> NotAnswered:
        start = answer.content[:200].decode(errors="replace")
        return NotAnswered(f"{self.url} answered {answer.status} and {what}: {start!r}. Is it a Steppe server?")

    def close(self) -> None:
        self._transport.close()

    def __enter__(self) -> "Steppe":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
