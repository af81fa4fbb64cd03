"""A server as a notebook meets it."""

import hashlib
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

import httpx
import pandas as pd
import pyarrow as pa

from steppe_client.documents import as_of_change, is_read
from steppe_client.errors import GraphQLError, NotAnswered, SteppeError, TableChanged
from steppe_client.graphs import FACTS, graph_of
from steppe_client.transport import Transport

if TYPE_CHECKING:
    import networkx as nx

CitationFormat = Literal["text", "bibtex", "csl_json"]

_OK = 200
_SOURCES_AT_ONCE = 50
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
            NotAnswered: when the server cannot be reached.
        """
        asked = query if as_of is None else as_of_change(query, as_of)
        body = {"query": asked, "variables": {**(variables or {}), **more}}
        answer = self._json(self._transport.post(body, is_read=is_read(query)))
        if errors := answer.get("errors"):
            raise GraphQLError(errors, asked, answer.get("data"))
        data: dict[str, Any] = answer["data"]
        return data["asOf"] if as_of is not None else data

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
        sources of each fact, which takes many times as long; ``manifest=False`` goes without.

        Raises:
            GraphQLError: when the query is no table, or not all of it can be had.
        """
        body = {"query": query, "variables": {**(variables or {}), **more}}
        asked = {"table": "arrow"} | ({} if as_of is None else {"change": str(as_of)})
        response = self._transport.post(body, asked)
        if response.status_code != _OK:
            raise GraphQLError(self._json(response).get("errors", []), query)
        rows = pa.ipc.open_stream(response.content).read_all()
        table: pd.DataFrame = rows.to_pandas(types_mapper=pd.ArrowDtype)
        change = response.headers["Steppe-Change"]
        table.attrs = {"server": self.url, "change": int(change)}
        if manifest:
            told = self._json(self._transport.post(body, {"table": "arrow", "change": change, "manifest": "1"}))
            if "errors" in told:
                raise GraphQLError(told["errors"], query)
            if told["sha256"] != hashlib.sha256(response.content).hexdigest():
                raise TableChanged(f"The table of change {change} and its manifest are not of the same bytes.")
            table.attrs["manifest"] = told | {"again": str(httpx.URL(self.url).join(told["again"]))}
        return table

    def graph(self, where: Mapping[str, Any] | None = None, /, *, as_of: int | None = None) -> "nx.MultiDiGraph":
        """Facts as a ``networkx.MultiDiGraph``: an edge for each fact between two entities, keyed by the fact's id.

        Args:
            where: As in ``facts(where: …)``: ``{"within": "place_kostanay", "predicates": ["OWNS"]}``; all without.

        Observations, which lead nowhere, are lists on their nodes. ``graph["manifest"]`` is of the facts.
        """
        return graph_of(self.table(FACTS, where=None if where is None else dict(where), as_of=as_of))

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

    def _json(self, response: httpx.Response) -> dict[str, Any]:
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if isinstance(answer, dict):
            return answer
        start = response.text[:200]
        raise NotAnswered(f"{self.url} answered {response.status_code} and no JSON: {start!r}. Is it a Steppe server?")

    def close(self) -> None:
        self._transport.close()

    def __enter__(self) -> "Steppe":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
