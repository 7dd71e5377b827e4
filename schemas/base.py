"""What all models share: strictness, ids, limits."""

import hashlib
import json
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints

ID_PATTERN = r"^[a-z][a-z0-9_]{0,31}$"
"""Ids become Firestore field paths and Storage object names, so no dot, slash or capital is allowed."""

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
HexColor = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class Model(BaseModel):
    """A frozen model that forbids unknown fields: for everything we write ourselves."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def canonical_json(value: Any) -> bytes:
    """Encode as JSON with sorted keys, no spaces and UTF-8, so that equal values give equal bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def content_hash(value: Any) -> str:
    """SHA-256 (64 hex digits) over the canonical JSON of a value."""
    return hashlib.sha256(canonical_json(value)).hexdigest()
