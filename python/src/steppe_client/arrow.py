"""The bytes of tables: their rows, or why there are no more."""

import pyarrow as pa

#: The server’s word that the rest cannot be had: a message of Arrow longer than any can be. Why is said behind it.
_CUT = b"\xff\xff\xff\xff\xff\xff\xff\x7f"
#: What every stream of Arrow ends with; without it the last rows may be missing.
_END = b"\xff\xff\xff\xff\x00\x00\x00\x00"


def reason_of_cut(content: bytes) -> str | None:
    """What the server said when it ended a table before its last row; nothing where the way to it broke off."""
    at = content.rfind(_CUT)
    # Messages begin at every eighth byte; figures may have these bytes too.
    if at == -1 or at % 8 != 0:
        return None
    try:
        reason = content[at + len(_CUT) :].decode()
    except UnicodeDecodeError:
        return None
    return reason if reason and reason.replace("\n", " ").isprintable() else None


def rows_of(content: bytes) -> pa.Table | None:
    """All rows; nothing when these bytes are no whole table."""
    if not content.endswith(_END):
        return None
    try:
        return pa.ipc.open_stream(content).read_all()
    except (pa.ArrowException, OSError):
        return None
