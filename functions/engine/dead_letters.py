"""Messages that can never be handled: kept with the reason, so that they hold nothing up and nobody has to guess."""

import hashlib
from typing import Any

from functions.engine.engine import Engine
from functions.stores.documents import Put
from schemas.base import canonical_json

_LONGEST = 10_000


def bury(engine: Engine, topic: str, message: Any, error: Exception) -> str:
    """Keep a poison message in `dead_letters/{id}`; the same message is kept once."""
    text = repr(message)[:_LONGEST]
    letter_id = hashlib.sha256(canonical_json([topic, text])).hexdigest()[:32]
    letter = {"topic": topic, "message": text, "reason": str(error)[:_LONGEST], "at": engine.now()}
    engine.documents.commit([Put(f"dead_letters/{letter_id}", letter)])
    engine.log("dead_letter", {"topic": topic, "id": letter_id, "reason": type(error).__name__})
    return letter_id
