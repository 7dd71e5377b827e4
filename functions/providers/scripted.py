"""A scripted provider: speaks to an HTTP server that decides what happens and keeps a ledger of what it would bill.

It is how failures, delays and double charges are provoked through the real suite; never part of a chain unless
`REELWRIGHT_CHAINS` names it. The wire format:

- `POST /calls {call_id, kind, inputs, sources}` (with the text of those sources that are JSON) → `{ticket}`, or
  `{error, message}` for a refusal. A 429 or 5xx is worth another try, after `Retry-After` seconds if it says so.
- `GET /calls/{ticket}` → `{state: "working"}`, `{state: "failed", code, message}` or `{state: "done", results, suffix,
  facts, cost_usd, beside}`: each of `results` is `{url, size?, sha256?}`, and the first is taken; `beside` holds more
  JSON files as text by suffix. Every look gives fresh URLs, as vendors' URLs expire.
- `GET /find/{call_id}` → `{ticket}` or 404.
- `DELETE /calls/{ticket}`.
"""

import json
from typing import Any, get_args

from functions.providers.fetching import Bounds, Expected, fetch
from functions.providers.provider import (
    Made,
    Output,
    ProviderBusy,
    ProviderRefused,
    ProviderUnclear,
    ResultUnusable,
    Submitted,
    Work,
    json_output,
)
from schemas.project import Kind

_TIMEOUT_SECONDS = 60.0
_CHECK_AFTER_SECONDS = 1.0


_MEDIA: dict[Kind, Expected] = {"image": "image", "video": "video", "audio": "audio", "music": "audio"}


def _expected(kind: Kind, suffix: str) -> Expected:
    return "json" if suffix == ".json" else _MEDIA[kind]


class Scripted:
    """A remote provider whose calls can be looked up."""

    id = "scripted"
    remote = True
    can_find = True
    kinds: frozenset[Kind] = frozenset(get_args(Kind))

    def __init__(self, url: str, *, timeout: float = _TIMEOUT_SECONDS, bounds: Bounds | None = None) -> None:
        """Speak to the server at `url`, waiting so many seconds for an answer; `bounds` are for results."""
        self._url = url.rstrip("/")
        self._timeout = timeout
        self._bounds = bounds

    def make(self, work: Work) -> Made | Submitted:
        texts = {role: path.read_text() for role, path in work.sources.items() if path.suffix == ".json"}
        body = {"call_id": work.call_id, "kind": work.kind, "inputs": dict(work.inputs), "sources": texts}
        answer = self._call("POST", "/calls", json=body)
        return Submitted(str(answer["ticket"]), _CHECK_AFTER_SECONDS)

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        answer = self._call("GET", f"/calls/{ticket}")
        if answer["state"] == "working":
            return Submitted(ticket, _CHECK_AFTER_SECONDS)
        if answer["state"] == "failed":
            raise ProviderRefused(str(answer["code"]), str(answer["message"]))
        cost = float(answer["cost_usd"])
        first, *rest = answer["results"]
        try:
            fetched = fetch(
                str(first["url"]),
                work.folder / f"scripted{answer['suffix']}",
                _expected(work.kind, str(answer["suffix"])),
                size=first.get("size"),
                sha256=first.get("sha256"),
                bounds=self._bounds,
                allow_loopback=True,
            )
        except ResultUnusable as error:
            raise ResultUnusable(error.code, error.message, error.retry_after, cost) from error
        outputs = [Output(fetched.path, str(answer["suffix"]), fetched.content_type)]
        for suffix, text in answer.get("beside", {}).items():
            outputs.append(json_output(work.folder, json.loads(text), suffix))
        note = f"The scripted provider gave {len(rest) + 1} results; the first is used." if rest else None
        return Made(tuple(outputs), dict(answer.get("facts", {})), model="script", cost_usd=cost, note=note)

    def find(self, work: Work) -> str | None:
        answer = self._call("GET", f"/find/{work.call_id}")
        ticket = answer.get("ticket")
        return str(ticket) if ticket else None

    def cancel(self, ticket: str) -> None:
        self._call("DELETE", f"/calls/{ticket}")

    def _call(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        import requests

        try:
            reply = requests.request(method, self._url + path, timeout=self._timeout, **body)
        except requests.RequestException as error:
            kind = ProviderUnclear if method == "POST" else ProviderBusy
            raise kind("no_answer", "The scripted provider does not answer.") from error
        if reply.status_code == 404 and path.startswith("/find/"):
            return {}
        if reply.status_code == 429 or reply.status_code >= 500:
            after = float(reply.headers.get("Retry-After", 0)) or None
            raise ProviderBusy("busy", f"The scripted provider answered {reply.status_code}.", after)
        answer: dict[str, Any] = reply.json()
        if not reply.ok:
            raise ProviderRefused(str(answer.get("error", "refused")), str(answer.get("message", reply.status_code)))
        return answer
