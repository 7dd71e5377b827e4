"""The indexes that production needs; emulators answer every query without one, so only this test sees a missing one."""

import ast
import json
from pathlib import Path
from typing import Any

from schemas.job import Job
from schemas.request import Request

ROOT = Path(__file__).parents[2]
INDEXES: dict[str, Any] = json.loads((ROOT / "firestore.indexes.json").read_text())
FIELDS = {"jobs": set(Job.model_fields), "requests": set(Request.model_fields)}

Query = tuple[str, bool, tuple[str, ...], tuple[str, ...]]
"""Collection, whether as a group, fields compared for equality, then what it is ordered by and compared otherwise."""


def _queries() -> list[Query]:
    """Every `documents.query(...)` that the engine makes, as its source spells it."""
    calls = [
        node
        for file in sorted((ROOT / "functions" / "engine").glob("*.py"))
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "query"
    ]
    return [_query(call) for call in calls]


def _query(call: ast.Call) -> Query:
    collection, conditions = call.args
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    where = [(ast.literal_eval(item.elts[0]), ast.literal_eval(item.elts[1])) for item in _tuples(conditions)]
    equal = tuple(sorted(field for field, operator in where if operator == "=="))
    others = [ast.literal_eval(named["order_by"])] if "order_by" in named else []
    others += [field for field, operator in where if operator != "=="]
    name = ast.unparse(collection).strip("'\"").rsplit("/", 1)[-1]
    return name, "group" in named, equal, tuple(dict.fromkeys(others))


def _tuples(conditions: ast.expr) -> list[ast.Tuple]:
    assert isinstance(conditions, ast.List), f"write the conditions in the call: {ast.unparse(conditions)}"
    return [item for item in conditions.elts if isinstance(item, ast.Tuple)]


def _is_served(query: Query) -> bool:
    collection, group, equal, others = query
    scope = "COLLECTION_GROUP" if group else "COLLECTION"
    if not (equal or others or group):
        return True  # a whole collection, by name
    if len(equal) + len(others) == 1:
        field = (*equal, *others)[0]
        return not group or any(
            override["collectionGroup"] == collection
            and override["fieldPath"] == field
            and {"order": "ASCENDING", "queryScope": scope} in override["indexes"]
            for override in INDEXES["fieldOverrides"]
        )
    for index in INDEXES["indexes"]:
        fields = tuple(field["fieldPath"] for field in index["fields"])
        split = len(equal)
        if (index["collectionGroup"], index["queryScope"]) == (collection, scope) and (
            set(fields[:split]) == set(equal) and fields[split:] == others
        ):
            return True
    return False


def test_every_query_of_the_engine_has_its_index() -> None:
    queries = _queries()
    assert len(queries) >= 4
    assert [query for query in queries if not _is_served(query)] == []


def test_indexes_name_fields_of_the_contract() -> None:
    for index in INDEXES["indexes"]:
        assert {field["fieldPath"] for field in index["fields"]} <= FIELDS[index["collectionGroup"]]
    for override in INDEXES["fieldOverrides"]:
        known = FIELDS.get(override["collectionGroup"])
        assert known is None or override["fieldPath"] in known


def test_what_is_large_and_never_asked_for_is_not_indexed() -> None:
    exempt = {(o["collectionGroup"], o["fieldPath"]) for o in INDEXES["fieldOverrides"] if not o["indexes"]}
    assert exempt == {
        ("projects", "scenes"),
        ("jobs", "inputs"),
        ("jobs", "facts"),
        ("jobs", "files"),
        ("requests", "options"),
        ("private", "content"),
    }
