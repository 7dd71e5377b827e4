"""Brief files: read, checked, and explained where they are wrong."""

from pathlib import Path

import yaml
from pydantic import ValidationError

from cli.frontend import FrontendError
from schemas.brief import Brief

_MAX_BYTES = 1_000_000


def read_brief(path: Path) -> Brief:
    """Read a YAML or JSON brief. FrontendError says what is wrong with it and where."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise FrontendError(
                f"brief_too_large: {path.name} has {path.stat().st_size:,} bytes; at most {_MAX_BYTES:,} are allowed."
            )
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FrontendError(f"brief_unreadable: {path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise FrontendError(f"brief_unreadable: {path.name} is not YAML or JSON in UTF-8: {error}") from error
    if not isinstance(data, dict):
        raise FrontendError(f"invalid_brief: {path.name} must hold fields such as name and storyboard; see examples/.")
    try:
        return Brief(**data)
    except (ValidationError, TypeError) as error:
        raise FrontendError(f"invalid_brief: {path.name} is not a brief we can film.\n{_explain(error)}") from error


def _explain(error: ValidationError | TypeError) -> str:
    if isinstance(error, TypeError):
        return "  its field names must be text"
    lines = []
    for problem in error.errors(include_url=False, include_input=False)[:12]:
        where = ".".join(str(part) for part in problem["loc"]) or "the brief"
        what = "is not a field that a brief has" if problem["type"] == "extra_forbidden" else problem["msg"]
        lines.append(f"  {where}: {what}")
    return "\n".join(lines)
