"""Pub/Sub, Cloud Tasks and Firestore's events as the platform plays them: over HTTP, and again until it is well."""

import base64
import itertools
import json
import threading
import time
from collections import Counter
from collections.abc import Mapping
from concurrent import futures
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import grpc  # type: ignore[import-untyped]
import httpx
from google.events.cloud.firestore import DocumentEventData
from google.pubsub_v1.types import PublishRequest, PublishResponse

from cli.suite import PROJECT
from cli.suite.ports import HOST
from tests.chaos.faults import Faults
from tests.kit.deployed import _value

_TWICE = 0.05
_AGAIN_SECONDS = (0.3, 1.5)
_DATABASE = f"projects/{PROJECT}/databases/(default)"


class Cloud:
    """Takes what functions publish and schedule, and delivers it to functions; also tells them of new requests.

    Attributes:
        counts: deliveries by what came of them.
        pubsub: address for PUBSUB_EMULATOR_HOST.
        tasks: address for CLOUD_TASKS_EMULATOR_HOST.
    """

    def __init__(self, faults: Faults) -> None:
        self.counts: Counter[str] = Counter()
        self.urls: dict[str, str] = {}
        self._faults, self._numbers = faults, itertools.count(1)
        self._names: set[str] = set()
        self._open = threading.Event()
        self._lock = threading.Lock()
        self._pool = futures.ThreadPoolExecutor(48)
        self._http = httpx.Client(timeout=600, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))
        self._grpc = grpc.server(futures.ThreadPoolExecutor(8))
        self._grpc.add_generic_rpc_handlers((_publisher(self),))
        self.pubsub = f"{HOST}:{self._grpc.add_insecure_port(f'{HOST}:0')}"
        self._tasks = ThreadingHTTPServer((HOST, 0), _tasks_handler(self))
        self.tasks = f"{HOST}:{self._tasks.server_address[1]}"
        self._thread = threading.Thread(target=self._tasks.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._open.set()
        self._grpc.start()
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.clear()
        self._grpc.stop(None)
        self._tasks.shutdown()
        self._tasks.server_close()
        self._thread.join()
        self._pool.shutdown(cancel_futures=True)
        self._http.close()

    def published(self, topic: str, data: bytes) -> str:
        """Take a message and push it to its function, sometimes twice."""
        number = str(next(self._numbers))
        when = _now()
        message = {
            "data": base64.b64encode(data).decode(), "attributes": {}, "messageId": number, "message_id": number,
            "publishTime": when, "publish_time": when,
        }  # fmt: skip
        body = {"message": message, "subscription": f"projects/{PROJECT}/subscriptions/{topic}"}
        headers = _headers(
            number,
            "google.cloud.pubsub.topic.v1.messagePublished",
            f"//pubsub.googleapis.com/projects/{PROJECT}/topics/{topic}",
        )
        for _ in range(2 if self._faults.happens("message twice", _TWICE) else 1):
            self._submit(topic.replace("-", "_"), json.dumps(body).encode(), headers | {"content-type": _JSON})
        return number

    def scheduled(self, name: str, at: datetime, body: bytes) -> bool:
        """Take a task, to be sent at its time; tells whether its name was new."""
        with self._lock:
            is_new = name not in self._names
            self._names.add(name)
        if is_new:
            self._submit("wake", body, {"content-type": _JSON}, at=at)
        return is_new

    def created(self, project_id: str, request_id: str, fields: Mapping[str, Any]) -> None:
        """Tell of a new request, once: what a function makes of an event of Firestore, nobody asks."""
        path = f"projects/{project_id}/requests/{request_id}"
        document = {"name": f"{_DATABASE}/documents/{path}", "fields": {k: _value(v) for k, v in fields.items()}}
        event = DocumentEventData.serialize(DocumentEventData(value=document))
        headers = _headers(
            request_id, "google.cloud.firestore.document.v1.created", f"//firestore.googleapis.com/{_DATABASE}"
        )
        more = {
            "subject": f"documents/{path}", "document": path, "location": "us-central1", "project": PROJECT,
            "namespace": "(default)", "database": "(default)",
        }  # fmt: skip
        headers |= {f"ce-{name}": value for name, value in more.items()}
        self._submit("requested", event, headers | {"content-type": "application/protobuf"}, tries=1)

    def sweep(self) -> None:
        """Cloud Scheduler's turn."""
        self._submit("sweep", b"", {}, tries=1)

    def _submit(
        self, target: str, body: bytes, headers: Mapping[str, str], *, at: datetime | None = None, tries: int = 10**6
    ) -> None:
        if self._open.is_set():
            self._pool.submit(self._deliver, target, body, headers, at, tries)

    def _deliver(self, target: str, body: bytes, headers: Mapping[str, str], at: datetime | None, tries: int) -> None:
        if at is not None:
            time.sleep(max(0.0, (at - datetime.now(UTC)).total_seconds()))
        for _ in range(tries):
            if not self._open.is_set():
                return
            what = self._send(target, body, headers)
            with self._lock:
                self.counts[what] += 1
            if what == "delivered":
                return
            time.sleep(self._faults.uniform(*_AGAIN_SECONDS))

    def _send(self, target: str, body: bytes, headers: Mapping[str, str]) -> str:
        try:
            reply = self._http.post(self.urls[target], content=body, headers=dict(headers))
        except httpx.HTTPError:
            return "deliveries cut"
        return "delivered" if reply.is_success else "deliveries refused"


_JSON = "application/json"


def _now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def _headers(event_id: str, kind: str, source: str) -> dict[str, str]:
    fields = {"id": event_id, "specversion": "1.0", "type": kind, "source": source, "time": _now()}
    return {f"ce-{name}": value for name, value in fields.items()}


def _publisher(cloud: Cloud) -> grpc.GenericRpcHandler:
    """Pub/Sub's Publish, and nothing else of it."""

    def publish(request: Any, _context: Any) -> Any:
        topic = request.topic.rsplit("/", 1)[-1]
        return PublishResponse(message_ids=[cloud.published(topic, message.data) for message in request.messages])

    handler = grpc.unary_unary_rpc_method_handler(
        publish,
        request_deserializer=PublishRequest.deserialize,
        response_serializer=PublishResponse.serialize,
    )
    return grpc.method_handlers_generic_handler("google.pubsub.v1.Publisher", {"Publish": handler})


def _tasks_handler(cloud: Cloud) -> type[BaseHTTPRequestHandler]:
    """The creation of tasks as the emulator takes it, and nothing else of Cloud Tasks."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            task = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["task"]
            at = datetime.fromisoformat(task["scheduleTime"].replace("Z", "+00:00"))
            is_new = cloud.scheduled(task["name"], at, base64.b64decode(task["httpRequest"]["body"]))
            content = json.dumps({"task": {"name": f"/{task['name']}"}} if is_new else {"error": {}}).encode()
            self.send_response(200 if is_new else 409)
            self.send_header("Content-Type", _JSON)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *_args: Any) -> None:
            return

    return Handler
