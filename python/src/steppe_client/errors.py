"""What can go wrong, told so that a notebook's reader sees what, where and why."""

from collections.abc import Mapping, Sequence
from typing import Any


class SteppeError(Exception):
    """Whatever goes wrong between a notebook and a server."""


class NotAnswered(SteppeError):
    """The server was not reached, or answered what is no answer to a query."""


class TableChanged(SteppeError):
    """The bytes of a table are not those that its manifest tells of."""


class GraphQLError(SteppeError):
    """The errors of an answer: each with its message, its place in the query and its path in the answer."""

    def __init__(self, errors: Sequence[Mapping[str, Any]], query: str, data: Any = None) -> None:
        self.errors = [dict(error) for error in errors]
        self.query = query
        #: What was answered beside the errors.
        self.data = data
        super().__init__("\n".join(_told(error, query) for error in errors))

    @property
    def code(self) -> str | None:
        """The code of the first error, such as ``GRAPHQL_VALIDATION_FAILED``."""
        code = self.errors[0].get("extensions", {}).get("code") if self.errors else None
        return None if code is None else str(code)


def _told(error: Mapping[str, Any], query: str) -> str:
    parts = [str(error.get("message", "an error without a message"))]
    code = error.get("extensions", {}).get("code")
    if code is not None:
        parts[0] += f" [{code}]"
    parts += [_place(location, query) for location in error.get("locations") or []]
    if path := error.get("path"):
        parts.append("  in the answer at " + ".".join(map(str, path)))
    return "\n".join(parts)


def _place(location: Mapping[str, int], query: str) -> str:
    line, column = location["line"], location["column"]
    lines = query.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    told = f"  line {line}, column {column}"
    if not 1 <= line <= len(lines):
        return told
    text = lines[line - 1]
    # Tabs stay tabs, so that the caret stands below its letter.
    before = "".join("\t" if letter == "\t" else " " for letter in text[: column - 1])
    return f"{told}:\n    {text}\n    {before}^"
