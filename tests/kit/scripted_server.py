"""A vendor of our own: a real HTTP server that does as a test scripts, and books what it would bill.

It refuses every call, unless the call's inputs or JSON sources hold the mark of a script.
"""

import base64
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Product:
    """What a call ends in, as `functions.providers.scripted` takes it; `beside` is JSON text by suffix."""

    content: bytes
    suffix: str
    content_type: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Script:
    """What happens to calls of one kind that hold the mark.

    Attributes:
        make: gives the product for a call's inputs.
        refusals: status and Retry-After (seconds) of the first answers; the calls after them are taken, and billed.
        working: how often a call is found unfinished before it is done.
        silent: how many of the calls are taken, and billed, without an answer: the connection is cut.
    """

    mark: str
    kind: str
    make: Callable[[Mapping[str, Any]], Product]
    refusals: tuple[tuple[int, float | None], ...] = ()
    working: int = 0
    silent: int = 0
    cost_usd: float = 0.04


@dataclass(frozen=True)
class Call:
    """One HTTP request: when (seconds of a monotonic clock), what, and the status of the answer (0 for none)."""

    at: float
    method: str
    call_id: str
    mark: str | None
    status: int


@dataclass
class _Taken:
    """A call that was taken: the ticket is its number."""

    call_id: str
    script: Script
    inputs: Mapping[str, Any]
    looks: int = 0


class ScriptedServer:
    """The server, on a free port of 127.0.0.1 while it is entered as a context.

    Attributes:
        calls: every request, in order.
        billed: call id to how often it would be billed.
        cancelled: tickets that were cancelled.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.billed: Counter[str] = Counter()
        self.cancelled: list[str] = []
        self._scripts: list[Script] = []
        self._refused: Counter[str] = Counter()
        self._silent: Counter[str] = Counter()
        self._taken: dict[str, _Taken] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def script(self, script: Script) -> None:
        """Do as told from now on; a later script of the same mark and kind takes the place of an earlier one."""
        with self._lock:
            self._scripts = [s for s in self._scripts if (s.mark, s.kind) != (script.mark, script.kind)] + [script]

    def of(self, mark: str) -> list[Call]:
        """The calls of a mark, in order."""
        with self._lock:
            return [call for call in self.calls if call.mark == mark]

    def bills(self, mark: str) -> Counter[str]:
        """How often each call of a mark would be billed."""
        ids = {call.call_id for call in self.of(mark)}
        with self._lock:
            return Counter({call_id: times for call_id, times in self.billed.items() if call_id in ids})

    def answer(self, method: str, path: str, body: Mapping[str, Any]) -> tuple[int, dict[str, Any], float | None]:
        """Answer one request: status (0 to cut the connection), body, Retry-After."""
        with self._lock:
            status, reply, after, call_id, mark = self._answer(method, path, body)
            self.calls.append(Call(time.monotonic(), method, call_id, mark, status))
            return status, reply, after

    def _answer(
        self, method: str, path: str, body: Mapping[str, Any]
    ) -> tuple[int, dict[str, Any], float | None, str, str | None]:
        if method == "POST":
            return self._submit(body)
        name = path.rsplit("/", 1)[-1]
        if path.startswith("/find/"):
            found = [(ticket, call) for ticket, call in self._taken.items() if call.call_id == name]
            if not found:
                return 404, {"error": "not_found"}, None, name, None
            return 200, {"ticket": found[0][0]}, None, name, found[0][1].script.mark
        taken = self._taken.get(name)
        if taken is None:
            return 404, {"error": "not_found", "message": "There is no such ticket."}, None, "", None
        if method == "DELETE":
            self.cancelled.append(name)
            return 200, {}, None, taken.call_id, taken.script.mark
        return 200, self._look(taken), None, taken.call_id, taken.script.mark

    def _submit(self, body: Mapping[str, Any]) -> tuple[int, dict[str, Any], float | None, str, str | None]:
        call_id, text = str(body["call_id"]), json.dumps([body["inputs"], body["sources"]])
        script = next((s for s in self._scripts if s.kind == body["kind"] and s.mark in text), None)
        if script is None:
            refusal = {"error": "not_scripted", "message": f"The script has no {body['kind']} for this."}
            return 422, refusal, None, call_id, None
        turn = self._refused[script.mark]
        if turn < len(script.refusals):
            self._refused[script.mark] += 1
            status, after = script.refusals[turn]
            return status, {"error": "scripted", "message": "As scripted."}, after, call_id, script.mark
        self.billed[call_id] += 1
        ticket = f"t{len(self._taken) + 1}"
        self._taken[ticket] = _Taken(call_id, script, dict(body["inputs"]))
        if self._silent[script.mark] < script.silent:
            self._silent[script.mark] += 1
            return 0, {}, None, call_id, script.mark
        return 200, {"ticket": ticket}, None, call_id, script.mark

    def _look(self, taken: _Taken) -> dict[str, Any]:
        taken.looks += 1
        if taken.looks <= taken.script.working:
            return {"state": "working"}
        product = taken.script.make(taken.inputs)
        return {
            "state": "done",
            "content": base64.b64encode(product.content).decode(),
            "suffix": product.suffix,
            "content_type": product.content_type,
            "facts": dict(product.facts),
            "beside": dict(product.beside),
            "cost_usd": taken.script.cost_usd,
        }

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(owner: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _respond(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"{}")
            status, reply, after = owner.answer(self.command, self.path, body)
            if status == 0:
                self.close_connection = True
                return
            content = json.dumps(reply).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            if after is not None:
                self.send_header("Retry-After", f"{after:g}")
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_DELETE = _respond  # noqa: N815  (names that http.server looks for)

        def log_message(self, format: str, *_args: Any) -> None:
            return

    return Handler
