"""The planner: content + what exists + targets → what is missing. Pure, like `make`'s dependency walk.

A node's input hash covers its kind, its step's version, its own inputs and the *keys* of what it builds on; a key is
an input hash, with `~n` for the n-th placeholder. So the whole plan is known before anything runs, and healing a
placeholder changes every address downstream.
"""

import itertools
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_args

from functions.steps.step import Asset, Scope, Step, Where
from functions.stores.files import FileInfo
from schemas.base import content_hash
from schemas.content import CLOSING, OPENING, FilmContent
from schemas.project import ExportFormat, Kind


@dataclass(frozen=True)
class Node:
    """One file that a film is made of, with its address."""

    name: str
    kind: Kind
    where: Where
    slot: str
    input_hash: str
    key: str
    prefix: str
    suffix: str
    inputs: Mapping[str, Any]
    sources: Mapping[str, str]
    """Role to Storage path."""
    needs: tuple[str, ...]
    """Names of the nodes it builds on."""
    version: int
    asset: Asset | None
    """What exists at the address; None when it has to be made."""

    @property
    def path(self) -> str:
        """The Storage path of the main file."""
        return f"{self.prefix}{self.key}{self.suffix}"


Plan = Mapping[str, Node]
"""All nodes by name, each after what it builds on."""


def plan(
    content: FilmContent,
    steps: Mapping[Kind, Step],
    existing: Mapping[str, FileInfo],
    *,
    targets: Collection[str] | None = None,
    accepted: Mapping[str, int] | None = None,
    heal: bool = True,
) -> dict[str, Node]:
    """Work out every node that the targets need.

    Args:
        content: the frozen content.
        steps: the table of steps.
        existing: Storage path to object, for the whole project.
        targets: node names; the film and all its parts when None.
        accepted: input hash to placeholder number, for placeholders that this request itself had to take.
        heal: treat other placeholders as missing; else they stand.

    Raises:
        KeyError: a target that the content does not have.
    """
    places = dict(_places(content, steps))
    wanted = [name for name, (step, _) in places.items() if not step.asked_only] if targets is None else list(targets)
    nodes: dict[str, Node] = {}

    def visit(name: str) -> Node:
        if name in nodes:
            return nodes[name]
        step, where = places[name]
        upstream = {role: visit(other) for role, other in step.needs(content, where).items() if other in places}
        inputs = step.inputs(content, where)
        version = content.step_versions.get(step.kind, step.version)
        input_hash = content_hash(
            {
                "kind": step.kind,
                "version": version,
                "inputs": inputs,
                "sources": {r: n.key for r, n in upstream.items()},
            }
        )
        prefix = step.prefix(content.project_id, where)
        key = _key(input_hash, prefix, step.suffix, existing=existing, accepted=accepted or {}, heal=heal)
        node = Node(
            name=name,
            kind=step.kind,
            where=where,
            slot=step.slot(where),
            input_hash=input_hash,
            key=key,
            prefix=prefix,
            suffix=step.suffix,
            inputs=inputs,
            sources={role: n.path for role, n in upstream.items()},
            needs=tuple(n.name for n in upstream.values()),
            version=version,
            asset=_asset(step.kind, where, f"{prefix}{key}", step.suffix, existing),
        )
        nodes[name] = node
        return node

    for name in wanted:
        visit(name)
    return nodes


def placeholder_number(input_hash: str, prefix: str, suffix: str, existing: Collection[str]) -> int:
    """Count the placeholders that exist for an input hash: the last one's number, 0 when there is none."""
    number = 0
    while f"{prefix}{input_hash}~{number + 1}{suffix}" in existing:
        number += 1
    return number


def _places(content: FilmContent, steps: Mapping[Kind, Step]) -> Iterator[tuple[str, tuple[Step, Where]]]:
    pieces = content.pieces()
    scopes: dict[Scope, list[Where]] = {
        "project": [Where()],
        "scene": [Where(scene.id) for scene in content.scenes],
        "card": [Where(piece) for piece in pieces if piece in {OPENING, CLOSING}],
        "pair": [Where(a, b) for a, b in itertools.pairwise(pieces)],
        "format": [Where(each) for each in get_args(ExportFormat)],
    }
    for step in steps.values():
        for where in scopes[step.scope]:
            if step.wanted(content, where):
                yield where.name(step.kind), (step, where)


def _key(
    input_hash: str,
    prefix: str,
    suffix: str,
    *,
    existing: Mapping[str, FileInfo],
    accepted: Mapping[str, int],
    heal: bool,
) -> str:
    if f"{prefix}{input_hash}{suffix}" in existing:
        return input_hash
    number = placeholder_number(input_hash, prefix, suffix, existing)
    if input_hash in accepted and accepted[input_hash] <= number:
        return f"{input_hash}~{accepted[input_hash]}"
    return f"{input_hash}~{number}" if number and not heal else input_hash


def _asset(kind: Kind, where: Where, base: str, suffix: str, existing: Mapping[str, FileInfo]) -> Asset | None:
    main = existing.get(base + suffix)
    if main is None or main.flaw is not None:
        return None
    made_at = main.metadata.get("made_at")
    return Asset(
        kind=kind,
        where=where,
        path=main.path,
        facts=json.loads(main.metadata.get("facts", "{}")),
        extras=json.loads(main.metadata.get("extras", "{}")),
        degraded=main.metadata.get("degraded"),
        note=main.metadata.get("note"),
        made_at=datetime.fromisoformat(made_at).astimezone(UTC) if made_at else None,
    )
