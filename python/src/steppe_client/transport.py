"""Requests, sent again where that is safe and may help."""

import random
import time
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from steppe_client.errors import NotAnswered

#: Too much asked at once, and a server or a database that starts, stops or was slow this time.
_PASSING = frozenset({429, 502, 503, 504})
_LONGEST_WAIT = 60.0


def _told_to_wait(response: httpx.Response) -> float | None:
    """The seconds that ``Retry-After`` says, as a number or as a date."""
    said = response.headers.get("Retry-After")
    if not said:
        return None
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except ValueError:
        return None


class Transport:
    """One server, over one pool of connections; synchronous, so that Jupyter’s running loop is no matter."""

    def __init__(self, endpoint: str, *, token: str | None, timeout: float, attempts: int) -> None:
        self.endpoint = endpoint
        self._attempts = max(1, attempts)
        headers = {"User-Agent": "steppe-client", "Accept": "application/graphql-response+json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        self._client = httpx.Client(
            headers=headers, timeout=httpx.Timeout(timeout, connect=10.0), follow_redirects=True
        )

    def post(
        self, body: dict[str, Any], parameters: dict[str, str] | None = None, *, is_read: bool = True
    ) -> httpx.Response:
        """An answer of whatever status, read to its end. What only reads is sent up to ``attempts`` times."""
        attempts = self._attempts if is_read else 1
        for attempt in range(1, attempts + 1):
            wait = min(_LONGEST_WAIT, 0.5 * 2 ** (attempt - 1)) * random.uniform(0.5, 1.0)
            try:
                response = self._client.post(self.endpoint, json=body, params=parameters)
            except httpx.TransportError as error:
                # Also a table that is cut: the server ends the connection when the rest cannot be had.
                if attempt == attempts:
                    raise NotAnswered(f"{self.endpoint} was not read: {error or type(error).__name__}") from error
            else:
                told = _told_to_wait(response)
                if response.status_code not in _PASSING or attempt == attempts or (told or 0) > _LONGEST_WAIT:
                    return response
                wait = wait if told is None else told
            time.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def close(self) -> None:
        self._client.close()
