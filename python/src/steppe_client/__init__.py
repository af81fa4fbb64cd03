"""Tables, graphs and citations from a Steppe server.

>>> from steppe_client import Steppe
>>> steppe = Steppe("http://127.0.0.1:4000")
>>> table = steppe.table("{ facts { nodes { subject { name } predicate value { amount unit } } } }")
>>> print(steppe.cite(table))
"""

from steppe_client.client import Steppe
from steppe_client.errors import GraphQLError, NotAnswered, SteppeError, TableChanged

__all__ = ["GraphQLError", "NotAnswered", "Steppe", "SteppeError", "TableChanged"]
