"""Requests, sent again where that is safe and may help."""

import random
import time
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import urljoin

import httpx

from steppe_client.arrow import reason_of_cut
from steppe_client.errors import GraphQLError, NotAnswered

#: Too much asked at once, and a server or a database that starts, stops or was slow this time.
_PASSING = frozenset({429, 502, 503, 504})
_TIMED_OUT = 504
_REDIRECTS = range(300, 400)
_LONGEST_WAIT = 60.0


class Answer(NamedTuple):
    """An answer of whatever status, read to its end."""

    status: int
    headers: httpx.Headers
    content: bytes


def _told_to_wait(headers: httpx.Headers) -> float | None:
    """The seconds that ``Retry-After`` says, as a number or as a date."""
    said = headers.get("Retry-After")
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
        # Redirects make a GET of a POST, and take a token elsewhere.
        self._client = httpx.Client(
            headers=headers, timeout=httpx.Timeout(timeout, connect=10.0), follow_redirects=False
        )

    def post(
        self,
        body: dict[str, Any],
        parameters: dict[str, str] | None = None,
        *,
        is_read: bool = True,
        is_costly: bool = False,
    ) -> Answer:
        """What only reads is sent up to ``attempts`` times; what is costly is not begun again after a time-out.

        Raises:
            GraphQLError: when the server ends a table before its last row, and says why.
            NotAnswered: when nothing whole came.
        """
        attempts = self._attempts if is_read else 1
        for attempt in range(1, attempts + 1):
            wait = min(_LONGEST_WAIT, 0.5 * 2 ** (attempt - 1)) * random.uniform(0.5, 1.0)
            try:
                answer = self._once(body, parameters)
            except httpx.RequestError as error:
                is_last = attempt == attempts or (is_costly and isinstance(error, httpx.ReadTimeout))
                if is_last or isinstance(error, httpx.UnsupportedProtocol):
                    raise NotAnswered(f"{self.endpoint} was not read: {error or type(error).__name__}") from error
            else:
                told = _told_to_wait(answer.headers)
                is_last = attempt == attempts or (is_costly and answer.status == _TIMED_OUT)
                if is_last or answer.status not in _PASSING or (told or 0) > _LONGEST_WAIT:
                    return answer
                wait = wait if told is None else told
            time.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _once(self, body: dict[str, Any], parameters: dict[str, str] | None) -> Answer:
        content = bytearray()
        with self._client.stream("POST", self.endpoint, json=body, params=parameters) as response:
            if response.status_code in _REDIRECTS:
                raise NotAnswered(self._moved(response))
            try:
                for part in response.iter_bytes():
                    content += part
            except httpx.TransportError:
                # The server cuts the connection when the rest of a table cannot be had, and says why as its last word.
                if (reason := reason_of_cut(bytes(content))) is None:
                    raise
                raise GraphQLError([{"message": reason}], body["query"]) from None
            return Answer(response.status_code, response.headers, bytes(content))

    def _moved(self, response: httpx.Response) -> str:
        location = response.headers.get("Location")
        if location is None:
            return f"{self.endpoint} answered {response.status_code}, which is no answer to a query."
        # The parameters are those of this one request.
        address = urljoin(self.endpoint, location).partition("?")[0]
        return f"{self.endpoint} has moved to {address}: use that address."

    def close(self) -> None:
        self._client.close()
