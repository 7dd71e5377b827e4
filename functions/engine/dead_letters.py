"""Messages that cannot be handled: kept with the reason, so that they hold nothing up and nobody has to guess.

A message ends here when no retry would mend it (it is not what is sent here), or when it has failed for `PATIENCE`
though it is fine. Either way the platform is told that it was taken: the work itself is not lost, since the sweep sends
a new message for whatever is overdue. A message about a job or project that is gone is none of these: it is late, which
is normal, and is answered with success.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from functions.engine.engine import Engine, to_data
from functions.stores.documents import Data
from schemas.base import Model

M = TypeVar("M", bound=BaseModel)

PATIENCE = timedelta(minutes=10)
"""How long a message that keeps failing is sent again, from when it was sent first."""
_LONGEST = 10_000
_REPORT_AGAIN = timedelta(hours=1)
_ERRORS_TOLD = 4


class Again(Exception):
    """The message is fine and may be handled later: the platform is to send it again."""


class Poison(Exception):
    """No retry would mend the message. Its text is the reason, a sentence."""


class DeadLetter(Model):
    """A message that was not handled. `dead_letters/{id}`, where the id is a hash of topic and message."""

    id: str
    topic: str
    """A Pub/Sub topic, `wake` (Cloud Tasks), or `requested` (Firestore events); `jobs` and `requests` for documents."""
    message: str
    """As it came, shortened where it is long; the path, for a document."""
    encoding: Literal["text", "base64"] = "text"
    size: int
    """Bytes of the whole message."""
    reason: str
    first_at: datetime
    at: datetime
    """When it came last."""
    count: int = 1
    replayed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it has come since it was last sent again."""
        return self.replayed_at is None or self.at > self.replayed_at


def letter_path(letter_id: str) -> str:
    """Path of a dead letter."""
    return f"dead_letters/{letter_id}"


def bury(engine: Engine, topic: str, message: Any, error: Exception) -> str:
    """Keep a message; the same one is kept once, and counted. Gives its id."""
    body = _bytes(message)
    letter_id = _id(topic, body)
    text, encoding = _shown(body)
    now = engine.now()
    letter = DeadLetter(
        id=letter_id,
        topic=topic,
        message=text,
        encoding=encoding,
        size=len(body),
        reason=_storable(reason_of(error)),
        first_at=now,
        at=now,
    )

    def body_of(before: Data) -> tuple[Data, None]:
        if not before:
            return to_data(letter), None
        return {**before, "reason": letter.reason, "at": now, "count": before["count"] + 1}, None

    engine.documents.swap(letter_path(letter_id), body_of)
    engine.log("dead_letter", {"topic": topic, "id": letter_id, "reason": letter.reason})
    return letter_id


def bury_document(engine: Engine, path: str, error: Exception) -> None:
    """Keep that a job's document cannot be read. Who comes by it every few seconds writes no more than once an hour."""
    data = engine.documents.get(letter_path(_id("jobs", _bytes(path))))
    known = DeadLetter.model_validate(data) if data is not None else None
    if known is None or not known.is_open or engine.now() - known.at >= _REPORT_AGAIN:
        bury(engine, "jobs", path, error)


def deliver(
    engine: Engine,
    topic: str,
    body: bytes,
    model: type[M],
    handle: Callable[[Engine, M], None],
    *,
    since: Callable[[M], datetime],
) -> None:
    """Handle one message; what can never be handled, or was not for too long, becomes a dead letter.

    Args:
        engine: the engine.
        topic: where the message came from.
        body: JSON.
        model: what it must be, to the letter.
        handle: called with the message.
        since: when the message should have been handled first.

    Raises:
        Again: it is to be sent again.
    """
    try:
        try:
            message = model.model_validate_json(body, strict=True)
        except ValidationError as error:
            bury(engine, topic, body, error)
            return
        try:
            handle(engine, message)
        except Poison as poison:
            bury(engine, topic, body, poison)
        except Exception as error:
            if isinstance(error, Again) or engine.now() - since(message) < PATIENCE:
                raise
            bury(engine, topic, body, error)
    except Again:
        raise
    except Exception as error:
        raise Again(f"{type(error).__name__}: {error}") from error


def reason_of(error: Exception) -> str:
    """Why a message was not handled, in a sentence."""
    if isinstance(error, Poison):
        return str(error)
    if isinstance(error, ValidationError):
        told = [f"{_place(each['loc'])}{each['msg']}" for each in error.errors(include_input=False, include_url=False)]
        more = f"; and {len(told) - _ERRORS_TOLD} more" if len(told) > _ERRORS_TOLD else ""
        return f"It is not well formed: {'; '.join(told[:_ERRORS_TOLD])}{more}."[:_LONGEST]
    return f"It failed with {type(error).__name__}: {error}"[:_LONGEST].rstrip(".") + "."


def _id(topic: str, body: bytes) -> str:
    return hashlib.sha256(topic.encode() + b"\n" + body).hexdigest()[:32]


def _place(location: tuple[int | str, ...]) -> str:
    path = ".".join(str(part)[:40] for part in location)
    return f"{path}: " if path else ""


def _bytes(message: Any) -> bytes:
    if isinstance(message, bytes):
        return message
    if isinstance(message, str):
        return message.encode("utf-8", "backslashreplace")
    return json.dumps(message, default=repr).encode()


def _shown(body: bytes) -> tuple[str, Literal["text", "base64"]]:
    try:
        return body.decode()[:_LONGEST], "text"
    except UnicodeDecodeError:
        return base64.b64encode(body[:_LONGEST]).decode(), "base64"


def _storable(text: str) -> str:
    """Without half characters, which no store takes."""
    return text.encode("utf-8", "backslashreplace").decode()
