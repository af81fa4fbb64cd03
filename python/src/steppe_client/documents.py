"""As much of a GraphQL document as must be known before it is sent."""

import re

_TOKEN = re.compile(r'"""(?:\\"""|[\s\S])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|[{}()\[\]]|\w+')


def _outermost(document: str) -> list[tuple[str, int]]:
    """Names and braces that stand in nothing, with where they are: what kind of operations there are."""
    found: list[tuple[str, int]] = []
    depth = 0
    for token in _TOKEN.finditer(document):
        text = token[0]
        if text in ")}]":
            depth -= 1
        if depth == 0 and text[0] not in '"#()[]':
            found.append((text, token.start()))
        if text in "({[":
            depth += 1
    return found


def is_read(document: str) -> bool:
    """Whether nothing in a document writes, so that it may be sent again."""
    names = [text for text, _ in _outermost(document)]
    # What follows is a name: `query mutation { … }` reads.
    return not any(
        text in ("mutation", "subscription") and (i == 0 or names[i - 1] == "}") for i, text in enumerate(names)
    )


def as_of_change(document: str, change: int) -> str:
    """A document whose queries are asked as of a change. Everything stays in its line."""
    pieces: list[str] = []
    last = 0
    is_query = is_inside = False
    names = _outermost(document)
    for i, (text, start) in enumerate(names):
        if i == 0 or names[i - 1][0] == "}":
            is_query = text in ("query", "{")
        if text == "{" and is_query and not is_inside:
            pieces += [document[last : start + 1], f" asOf(change: {change}) {{"]
            last, is_inside = start + 1, True
        elif text == "}" and is_inside:
            pieces += [document[last:start], "}"]
            last, is_inside = start, False
    return "".join([*pieces, document[last:]])
