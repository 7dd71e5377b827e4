"""Limits as an operator sets them: `REELWRIGHT_LIMITS`, a JSON object with the names of `Limits`."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from functions.engine.engine import Limits

VARIABLE = "REELWRIGHT_LIMITS"


def read_limits(defaults: Limits, environment: Mapping[str, str]) -> Limits:
    """Change limits as the environment says, such as `{"in_flight": {"media": 8}, "age_seconds": 900}`.

    Raises:
        ValueError: it is no such JSON, names an unknown limit, or gives one that is no positive number.
    """
    from pydantic import TypeAdapter, ValidationError

    text = environment.get(VARIABLE, "").strip()
    if not text:
        return defaults
    known = asdict(defaults)
    try:
        given: Any = json.loads(text)
        if not isinstance(given, dict):
            raise ValueError("it must be a JSON object")
        if unknown := sorted(set(given) - set(known)):
            raise ValueError(f"there is no limit {', '.join(unknown)}; there are {', '.join(known)}")
        merged = {name: _merged(known[name], value) for name, value in given.items()}
        limits = TypeAdapter(Limits).validate_python({**known, **merged})
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{VARIABLE}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except ValueError as error:
        raise ValueError(f"{VARIABLE}: {error}") from error
    if small := [name for name, value in _numbers(asdict(limits)) if value <= 0]:
        raise ValueError(f"{VARIABLE}: {small[0]} must be more than 0")
    return limits


def _merged(default: Any, value: Any) -> Any:
    return {**default, **value} if isinstance(default, Mapping) and isinstance(value, Mapping) else value


def _numbers(limits: Mapping[str, Any]) -> list[tuple[str, float]]:
    found = [(name, value) for name, value in limits.items() if isinstance(value, int | float)]
    for name, value in limits.items():
        if isinstance(value, Mapping):
            found += [(f"{name}.{inner}", number) for inner, number in value.items()]
    return found
