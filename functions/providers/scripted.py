"""A scripted provider: speaks to an HTTP server that decides what happens and keeps a ledger of what it would bill.

It is how failures, delays and double charges are provoked through the real suite; never part of a chain unless
`REELWRIGHT_CHAINS` names it. The wire format:

- `POST /calls {call_id, kind, inputs, sources}` (with the text of those sources that are JSON) → `{ticket}`, or
  `{error, message}` for a refusal. A 429 or 5xx is worth another try, after `Retry-After` seconds if it says so.
- `GET /calls/{ticket}` → `{state: "working"}`, `{state: "failed", code, message}` or `{state: "done", content, suffix,
  content_type, facts, cost_usd, beside}` with base64 content, and more JSON files as text by suffix in `beside`.
- `GET /find/{call_id}` → `{ticket}` or 404.
- `DELETE /calls/{ticket}`.
"""

import base64
import json
from typing import Any, get_args

from functions.providers.provider import (
    Made,
    Output,
    ProviderBusy,
    ProviderRefused,
    ProviderUnclear,
    Submitted,
    Work,
    json_output,
)
from schemas.project import Kind

_TIMEOUT_SECONDS = 60.0
_CHECK_AFTER_SECONDS = 1.0


class Scripted:
    """A remote provider whose calls can be looked up."""

    id = "scripted"
    remote = True
    can_find = True
    kinds: frozenset[Kind] = frozenset(get_args(Kind))

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

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
        out = work.folder / f"scripted{answer['suffix']}"
        out.write_bytes(base64.b64decode(answer["content"]))
        outputs = [Output(out, str(answer["suffix"]), str(answer["content_type"]))]
        for suffix, text in answer.get("beside", {}).items():
            outputs.append(json_output(work.folder, json.loads(text), suffix))
        facts = dict(answer.get("facts", {}))
        return Made(tuple(outputs), facts, model="script", cost_usd=float(answer["cost_usd"]))

    def find(self, work: Work) -> str | None:
        answer = self._call("GET", f"/find/{work.call_id}")
        ticket = answer.get("ticket")
        return str(ticket) if ticket else None

    def cancel(self, ticket: str) -> None:
        self._call("DELETE", f"/calls/{ticket}")

    def _call(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        import requests

        try:
            reply = requests.request(method, self._url + path, timeout=_TIMEOUT_SECONDS, **body)
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
