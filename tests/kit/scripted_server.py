"""A vendor of our own: a real HTTP server that does as a test scripts, and books what it would bill.

It refuses every call, unless the call's inputs or JSON sources hold the mark of a script.
"""

import hashlib
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, Self

Fault = Literal["expired", "truncated", "overlong", "short", "page", "other", "slow", "hang", "inside"]
"""What is wrong with a result: its URL has expired; its connection is cut half way; its server speaks of more, or of
fewer, bytes than there are; a web page comes instead; another content than the hash says; it drips; nothing comes at
all; its URL leads into the machine's own network."""
_HOLD_SECONDS = 20.0
CUT, LATE = 0, -1
"""In place of a status: the connection is cut at once, or once nobody listens any more."""


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
        late: how many of the calls are taken, and billed, and answered only when nobody listens any more.
        faults: what is wrong with the results of a finished call, look by look; after the last of them all is well.
        always: what is wrong with every result.
        results: how many results a finished call has.
        hashed: whether the size and the hash of results are told.
    """

    mark: str
    kind: str
    make: Callable[[Mapping[str, Any]], Product]
    refusals: tuple[tuple[int, float | None], ...] = ()
    working: int = 0
    silent: int = 0
    late: int = 0
    faults: tuple[Fault, ...] = ()
    always: Fault | None = None
    results: int = 1
    hashed: bool = False
    cost_usd: float = 0.04


@dataclass(frozen=True)
class Call:
    """One HTTP request to the API: when (seconds of a monotonic clock), what, and the status (CUT or LATE for none)."""

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

    def fault(self, look: int) -> Fault | None:
        """What is wrong with the results that a look was given."""
        nth = look - self.script.working - 1
        return self.script.faults[nth] if nth < len(self.script.faults) else self.script.always


class ScriptedServer:
    """The server, on a free port of 127.0.0.1 while it is entered as a context.

    Attributes:
        calls: every request to the API, in order.
        fetches: mark and fault of every result that was asked for, in order.
        billed: call id to how often it would be billed.
        cancelled: tickets that were cancelled.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.fetches: list[tuple[str, Fault | None]] = []
        self.billed: Counter[str] = Counter()
        self.cancelled: list[str] = []
        self._scripts: list[Script] = []
        self._refused: Counter[str] = Counter()
        self._silent: Counter[str] = Counter()
        self._late: Counter[str] = Counter()
        self.closing = threading.Event()
        self._taken: dict[str, _Taken] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

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
            return CUT, {}, None, call_id, script.mark
        if self._late[script.mark] < script.late:
            self._late[script.mark] += 1
            return LATE, {}, None, call_id, script.mark
        return 200, {"ticket": ticket}, None, call_id, script.mark

    def _look(self, taken: _Taken) -> dict[str, Any]:
        taken.looks += 1
        if taken.looks <= taken.script.working:
            return {"state": "working"}
        product = taken.script.make(taken.inputs)
        ticket = next(name for name, call in self._taken.items() if call is taken)
        inside = taken.fault(taken.looks) == "inside"
        base = "http://169.254.169.254" if inside else f"{self.url}/files/{ticket}/{taken.looks}"
        told = {"size": len(product.content), "sha256": hashlib.sha256(product.content).hexdigest()}
        results = [{"url": f"{base}/{n}", **(told if taken.script.hashed else {})} for n in range(taken.script.results)]
        return {
            "state": "done",
            "results": results,
            "suffix": product.suffix,
            "facts": dict(product.facts),
            "beside": dict(product.beside),
            "cost_usd": taken.script.cost_usd,
        }

    def result(self, path: str) -> tuple[Product, Fault | None]:
        """The result that a URL's path names, and what is wrong with it."""
        _, _, ticket, look, _ = path.split("/")
        with self._lock:
            taken = self._taken[ticket]
            fault = taken.fault(int(look))
            self.fetches.append((taken.script.mark, fault))
            return taken.script.make(taken.inputs), fault

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(owner: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _respond(self) -> None:
            if self.path.startswith("/files/"):
                self._serve(*owner.result(self.path))
                return
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"{}")
            status, reply, after = owner.answer(self.command, self.path, body)
            if status in {CUT, LATE}:
                owner.closing.wait(_HOLD_SECONDS if status == LATE else 0)
                self.close_connection = True
                return
            content = json.dumps(reply).encode()
            headers = {} if after is None else {"Retry-After": f"{after:g}"}
            self._head(status, "application/json", len(content), headers)
            self.wfile.write(content)

        def _serve(self, product: Product, fault: Fault | None) -> None:
            content, kind = product.content, product.content_type
            if fault == "expired":
                self._head(410, "text/plain", 0)
                return
            if fault == "hang":
                owner.closing.wait(_HOLD_SECONDS)
                return
            if fault == "page":
                content = b"<!doctype html><title>Sign in</title>"
            if fault == "other":
                content = content[:-1] + bytes([content[-1] ^ 1])
            declared = {"overlong": len(content) + 100, "short": len(content) // 2}.get(str(fault), len(content))
            self._head(200, kind, declared)
            if fault == "truncated":
                content = content[: len(content) // 2]
            if fault == "slow":
                self._drip(content)
            else:
                self.wfile.write(content)

        def _drip(self, content: bytes) -> None:
            for n in range(len(content)):
                if owner.closing.wait(0.05):
                    return
                try:
                    self.wfile.write(content[n : n + 1])
                except OSError:  # nobody waits for the rest
                    return

        def _head(self, status: int, kind: str, length: int, headers: Mapping[str, str] | None = None) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(length))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()

        do_GET = do_POST = do_DELETE = _respond  # noqa: N815  (names that http.server looks for)

        def log_message(self, format: str, *_args: Any) -> None:
            return

    return Handler
