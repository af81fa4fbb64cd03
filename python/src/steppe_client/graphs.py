"""Facts as a graph of networkx."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from steppe_client.errors import SteppeError

if TYPE_CHECKING:
    import networkx as nx

#: Each fact with its ends: a column for each attribute of an edge.
FACTS = """query Facts($where: FactFilter) {
  facts(where: $where) {
    nodes {
      fact: id
      predicate
      subject { from: id from_name: name from_kind: kind }
      object { to: id to_name: name to_kind: kind }
      variable: variable
      text: text
      value { amount: amount lower: lower upper: upper unit: unit bound: bound }
      period { period: edtf start: start end: end }
      modality: modality
      is_disputed: isDisputed
      sources: sourceCount
    }
  }
}"""

_ENDS = {"fact", "from", "from_name", "from_kind", "to", "to_name", "to_kind"}


def graph_of(facts: pd.DataFrame) -> "nx.MultiDiGraph":
    """The graph of a table that ``FACTS`` gave."""
    try:
        import networkx as nx  # noqa: PLC0415
    except ImportError as error:
        raise SteppeError("A graph needs networkx: pip install 'steppe-client[networkx]'.") from error
    graph = nx.MultiDiGraph()
    graph.graph.update(facts.attrs)
    rows: list[dict[str, Any]] = facts.astype(object).where(facts.notna(), None).to_dict("records")  # type: ignore[assignment]
    for row in rows:
        # What is not known of a fact is no attribute of its edge.
        told = {name: value for name, value in row.items() if name not in _ENDS and value is not None}
        graph.add_node(row["from"], name=row["from_name"], kind=row["from_kind"])
        if row["to"] is None:
            graph.nodes[row["from"]].setdefault("observations", []).append({"fact": row["fact"], **told})
            continue
        graph.add_node(row["to"], name=row["to_name"], kind=row["to_kind"])
        graph.add_edge(row["from"], row["to"], key=row["fact"], **told)
    return graph
