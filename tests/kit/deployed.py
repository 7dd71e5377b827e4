"""Our functions as the platform runs them: behind functions-framework, called over HTTP, in this process."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import functions_framework
from google.cloud.firestore_v1 import _helpers
from google.cloud.firestore_v1.types import Value as StoredValue
from google.events.cloud.firestore import DocumentEventData, Value

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

_MAIN = Path(__file__).parents[2] / "main.py"
_DATABASE = "projects/demo-reelwright/databases/(default)"


class Function:
    """One deployed function."""

    def __init__(self, name: str, kind: str) -> None:
        app = functions_framework.create_app(target=name, source=str(_MAIN), signature_type=kind)
        app.config["PROPAGATE_EXCEPTIONS"] = False  # as in production: an exception is a 500
        self._name, self._client = name, app.test_client()

    def message(self, body: bytes, *, at: datetime | None = None, **changes: Any) -> "TestResponse":
        """Deliver a Pub/Sub message as Eventarc does. `changes` replace parts of it, or remove those that are None."""
        when = (at or datetime.now(UTC)).isoformat().replace("+00:00", "Z")
        message = {
            "data": base64.b64encode(body).decode(),
            "messageId": "1",
            "message_id": "1",
            "publishTime": when,
            "publish_time": when,
            "attributes": {},
            **changes,
        }
        message = {key: value for key, value in message.items() if value is not None}
        topic = self._name.replace("_", "-")
        return self.event(
            {"message": message, "subscription": f"projects/demo-reelwright/subscriptions/{topic}"},
            "google.cloud.pubsub.topic.v1.messagePublished",
            f"//pubsub.googleapis.com/projects/demo-reelwright/topics/{topic}",
            at=when,
        )

    def event(self, data: Any, kind: str, source: str, *, at: str, **attributes: str) -> "TestResponse":
        """Deliver a CloudEvent in binary mode; bytes as they are, all else as JSON."""
        headers = {"id": "e1", "specversion": "1.0", "type": kind, "source": source, "time": at, **attributes}
        content, media = (
            (data, "application/protobuf") if isinstance(data, bytes) else (json.dumps(data), "application/json")
        )
        reply: TestResponse = self._client.post(
            "/", data=content, headers={f"ce-{key}": value for key, value in headers.items()}, content_type=media
        )
        return reply

    def created(self, path: str, fields: dict[str, Any]) -> "TestResponse":
        """Deliver that a Firestore document was created."""
        event = DocumentEventData(
            value={
                "name": f"{_DATABASE}/documents/{path}",
                "fields": {key: _value(value) for key, value in fields.items()},
            }
        )
        return self.created_raw(path, DocumentEventData.serialize(event))

    def created_raw(self, path: str, data: Any) -> "TestResponse":
        """The same with any content."""
        return self.event(
            data,
            "google.cloud.firestore.document.v1.created",
            f"//firestore.googleapis.com/{_DATABASE}",
            at=datetime.now(UTC).isoformat().replace("+00:00", "Z"),
            subject=f"documents/{path}",
            document=path,
            location="us-central1",
            project="demo-reelwright",
            namespace="(default)",
            database="(default)",
        )

    def task(self, body: bytes, *, content_type: str = "application/json", method: str = "POST") -> "TestResponse":
        """Deliver a task as Cloud Tasks does."""
        reply: TestResponse = self._client.open("/", method=method, data=body, content_type=content_type)
        return reply


def _value(value: Any) -> Any:
    """A Firestore value as an event holds it."""
    return Value.deserialize(StoredValue.serialize(_helpers.encode_value(value)))
