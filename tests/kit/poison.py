"""Messages that nobody can handle: seeded mutations of good ones, and what people and broken programs have sent.

Each has a name that tells its kind. What a mutation leaves good is not given: `is_good` says so by rules of its own.
"""

import itertools
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Shape = Literal["advance", "wake"]

_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")
_JOB_ID = re.compile(r"j[0-9a-f]{31}")

ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1e308, 10**400, [], {}, [[]], {"a": {}}, [None] * 100),
    *("", " ", ".", "..", "/", "\\", "a/b", "a.b", "../../etc/passwd", "projects/p/jobs/j", "p\n", "\np", "p\0", "P"),
    *("1p", "_p", "p-q", "p q", "p'", 'p"', "`p`", "p;drop", "$(id)", "{{p}}", "%2e%2e", "p" * 33, "p" * 5000, "é"),
    *("пароль", "🎬", "\ud800", "\u202ep", "\u0000", "\ufeffp", "ｐ", "NaN", "null", "undefined", "[object Object]"),
)
ODD_TIMES: tuple[Any, ...] = (
    *("2026-11-21", "2026-11-21T08:00:00", "08:00", "yesterday", "2026-13-01T00:00:00Z", "2026-11-21T25:00:00Z"),
    *("9999-12-31T23:59:59Z", "2026-11-21T08:00:00+99:00", "0000-01-01T00:00:00Z", "1e3", "2026-11-21T08:00:00 Mars"),
)


@dataclass(frozen=True)
class Poison:
    """A message as the bytes that arrive."""

    name: str
    body: bytes


def good(shape: Shape, job_id: str = "j" + "0" * 31) -> dict[str, Any]:
    """A message that can be handled."""
    extra: tuple[str, Any] = ("progress_every", 2.0) if shape == "advance" else ("not_before", "2026-11-21T08:00:00Z")
    return {"project_id": "p", "job_id": job_id, extra[0]: extra[1]}


def poisons(shape: Shape, seed: int = 7) -> list[Poison]:
    """All kinds for one shape of message; no two have the same bytes."""
    message = good(shape)
    found: dict[bytes, Poison] = {}
    for name, body in itertools.chain(_fields(message), _whole(message), _bytes(message), _random(message, seed)):
        if not is_good(shape, body):
            found.setdefault(body, Poison(f"{shape}: {name}", body))
    return list(found.values())


def is_good(shape: Shape, body: bytes) -> bool:
    """Whether a body is one that we send, told without the models that the product uses."""
    try:
        data = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return False
    if not isinstance(data, dict) or not {"project_id", "job_id"} <= data.keys() or len(data) > 3:
        return False
    ids = (data["project_id"], _ID), (data["job_id"], _JOB_ID)
    if not all(isinstance(value, str) and pattern.fullmatch(value) for value, pattern in ids):
        return False
    rest = {key: value for key, value in data.items() if key not in {"project_id", "job_id"}}
    if shape == "advance":
        every = rest.pop("progress_every", 1.0)
        is_number = isinstance(every, int | float) and not isinstance(every, bool)
        return not rest and is_number and 0.2 <= every <= 600
    return set(rest) == {"not_before"} and _is_time(rest["not_before"])


def _is_time(value: Any) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return False  # seconds since 1970 are well read, but not what we send
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return at.tzinfo is not None and at.year < 2100


def _dumped(value: Any) -> bytes:
    return json.dumps(value).encode()


def _fields(message: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """One field missing, odd, renamed, doubled or wrapped."""
    for key, value in message.items():
        yield f"without {key}", _dumped({k: v for k, v in message.items() if k != key})
        yield f"only {key}", _dumped({key: value})
        for odd in (*ODD_VALUES, *(ODD_TIMES if key == "not_before" else ())):
            yield f"{key} is {repr(odd)[:30]}", _dumped({**message, key: odd})
        for wrapped in ([value], {"value": value}, {"stringValue": value}, f" {value} "):
            yield f"{key} wrapped as {type(wrapped).__name__}", _dumped({**message, key: wrapped})
        for renamed in (key.upper(), key.replace("_", ""), key.title(), f"{key} ", f"$.{key}", f"{key}[]"):
            yield f"{key} renamed to {renamed}", _dumped({(renamed if k == key else k): v for k, v in message.items()})
        yield f"{key} twice, the last one bad", _dumped(message)[:-1] + b', "%s": null}' % key.encode()
    unknown = (
        "extra",
        "__proto__",
        "constructor",
        "",
        "state",
        "fence",
        "user_id",
        "projectId",
        "a.b",
        "ключ",
        "\ud800",
    )
    for name in unknown:
        yield f"unknown field {name!r}", _dumped({**message, name: 1})


def _whole(message: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Something else than an object, or the object in something."""
    for odd in ODD_VALUES:
        yield f"just {repr(odd)[:30]}", _dumped(odd)
    wraps: dict[str, Callable[[Any], Any]] = {
        "in a list": lambda m: [m],
        "in data": lambda m: {"data": m},
        "in message": lambda m: {"message": {"data": m}},
        "as text": json.dumps,
        "as text twice": lambda m: json.dumps(json.dumps(m)),
        "as pairs": lambda m: list(m.items()),
        "as Firestore fields": lambda m: {"fields": {k: {"stringValue": str(v)} for k, v in m.items()}},
        "twice in a list": lambda m: [m, m],
    }
    for name, wrap in wraps.items():
        yield name, _dumped(wrap(message))


def _bytes(message: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Other encodings, broken JSON, other formats, junk."""
    text = json.dumps(message)
    plain = text.encode()
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037", "utf-7", "utf-8-sig", "idna", "cp500"):
        yield f"in {encoding}", text.encode(encoding) if encoding != "idna" else b"xn--" + plain
    for at in range(len(plain)):
        yield f"cut after {at} bytes", plain[:at]
    junk = {
        "comments": b"/* now */ " + plain,
        "a trailing comma": plain[:-1] + b",}",
        "single quotes": plain.replace(b'"', b"'"),
        "no quotes": plain.replace(b'"', b""),
        "curly quotes": text.replace('"', "\u201d").encode(),
        "two objects": plain + plain,
        "lines": plain + b"\n" + plain,
        "NaN": plain.replace(b"2.0", b"NaN").replace(b'"2026-11-21T08:00:00Z"', b"NaN"),
        "Infinity": plain.replace(b"2.0", b"Infinity").replace(b'"2026-11-21T08:00:00Z"', b"-Infinity"),
        "a deep list": b"[" * 100_000,
        "a deep object": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        "a deep value": plain[:-1] + b', "x": ' + b"[" * 5000 + b"]" * 5000 + b"}",
        "a number of 10,000 digits": b"1" * 10_000,
        "python": b"{'project_id': None}",
        "pickle": b"\x80\x04\x95\x05\x00\x00\x00\x00\x00\x00\x00K\x01.",
        "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00",
        "protobuf": b"\x0a\x01p\x12\x20" + b"j" * 32,
        "png": b"\x89PNG\r\n\x1a\n" + bytes(64),
        "zeros": bytes(1000),
        "ones": b"\xff" * 1000,
        "half a character": plain.replace(b'"p"', b'"\xe2\x82"'),
        "an overlong slash": plain.replace(b'"p"', b'"\xc0\xaf"'),
        "a raw line feed": plain.replace(b'"p"', b'"p\n"'),
        "a bad escape": plain.replace(b'"p"', rb'"\x70"'),
        "half a surrogate": plain.replace(b'"p"', rb'"\ud800"'),
        "an escaped zero": plain.replace(b'"p"', rb'"p\u0000"'),
        "html": b"<!doctype html><title>502</title>",
        "xml": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        "yaml": b"project_id: p\njob_id: j\n",
        "a form": b"project_id=p&job_id=j",
        "sql": b"'; DROP TABLE jobs; --",
        "a template": b"{{7*7}} ${7*7} <%= 7*7 %>",
        "a log line": b'{"severity": "ERROR", "message": "boom"}',
        "a webhook": b'{"id": "abc", "status": "succeeded", "output": ["https://replicate.delivery/x.png"]}',
        "a megabyte": b'{"project_id": "' + b"p" * 1_000_000 + b'"}',
        "a megabyte of list": b"[" + b"1," * 500_000 + b"1]",
    }
    yield from junk.items()


def _random(message: dict[str, Any], seed: int, count: int = 150) -> Iterator[tuple[str, bytes]]:
    """A few bytes changed, removed, doubled or inserted at places that the seed chooses."""
    chance, plain = random.Random(seed), json.dumps(message).encode()
    for n in range(count):
        body = bytearray(plain)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(body))
            match chance.randrange(4):
                case 0:
                    body[at] = chance.randrange(256)
                case 1:
                    del body[at]
                case 2:
                    body[at:at] = body[at : at + chance.randint(1, 9)]
                case 3:
                    body[at:at] = bytes([chance.randrange(256)])
        yield f"mutation {seed}/{n}", bytes(body)


def odd_requests() -> dict[str, dict[str, Any]]:
    """Request documents that the rules would never let through, by name. The good one is `good_request`."""
    fine = good_request()
    found: dict[str, dict[str, Any]] = {"empty": {}}
    for key in ("kind", "created_by", "created_at"):
        found[f"without {key}"] = {k: v for k, v in fine.items() if k != key}
    odd: tuple[Any, ...] = (None, True, 7, -1.5, "", "nonsense", [], {}, ["produce"], {"kind": "produce"}, b"\x00\xff")
    for key in fine:
        for value in odd:
            if not _is_fine_field(key, value):
                found[f"{key} is {value!r}"] = {**fine, key: value}
    for target in ({"scene_id": "A/b"}, {"scene_id": 7}, {"scene_id": "s.1"}, {"kind": "spell"}, {"place": "s1"}):
        found[f"target is {target}"] = {**fine, "target": target}
    for key in ("extra", "user_id", "admin", "cost_usd", "ключ", "a b"):
        found[f"unknown field {key}"] = {**fine, key: 1}
    return found


def good_request() -> dict[str, Any]:
    """A request as a client may write it."""
    at = datetime.fromisoformat("2026-11-21T08:00:00+00:00")
    fields = {"kind": "produce", "target": {}, "options": {}, "created_by": "ann", "created_at": at}
    return {**fields, "status": "pending"}


def _is_fine_field(key: str, value: Any) -> bool:
    """Whether an odd value happens to be good, or good enough to be read, for a field."""
    if key == "options":
        return isinstance(value, dict)
    if key == "target":
        return bool(value == {})
    if key == "created_by":
        return bool(value == "nonsense")
    return key == "created_at" and isinstance(value, int | float)
