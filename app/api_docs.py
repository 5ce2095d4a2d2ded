"""The API's description, arranged for a page of our own.

The usual viewers load themselves from another machine, or come with an installer that reports
home; a page of plain HTML does neither, and works without scripts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter, a part of a body, or a part of an answer."""

    name: str
    place: str
    """path, query or form; "" for a part of an answer."""
    kind: str
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked of the API."""

    method: str
    path: str
    summary: str
    description: str
    values: tuple[Value, ...]
    answer: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The operations about one thing."""

    name: str
    operations: tuple[Operation, ...]


def arrange_operations(description: Mapping[str, Any]) -> tuple[Group, ...]:
    """Arrange an OpenAPI description by what the operations are about.

    Args:
        description: As FastAPI generates it.
    """
    groups: dict[str, list[Operation]] = {}
    for path, methods in description["paths"].items():
        for method in METHODS:
            if method in methods:
                operation = methods[method]
                name = operation.get("tags", ["other"])[0]
                groups.setdefault(name, []).append(_operation(description, method, path, operation))
    return tuple(Group(name, tuple(operations)) for name, operations in sorted(groups.items()))


def _operation(
    description: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any]
) -> Operation:
    parameters = [
        Value(
            name=parameter["name"],
            place=parameter["in"],
            kind=_kind(description, parameter["schema"]),
            is_required=parameter.get("required", False),
            description=parameter.get("description", ""),
        )
        for parameter in operation.get("parameters", [])
        if parameter["in"] in ("path", "query")
    ]
    body = operation.get("requestBody", {}).get("content", {})
    for media_type, content in body.items():
        place = "JSON" if media_type == "application/json" else "form"
        parameters.extend(_properties(description, content["schema"], place))
    return Operation(
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        values=tuple(parameters),
        answer=tuple(_answer(description, operation)),
    )


def _answer(description: Mapping[str, Any], operation: Mapping[str, Any]) -> list[Value]:
    for status, response in operation.get("responses", {}).items():
        schema = response.get("content", {}).get("application/json", {}).get("schema")
        if status.startswith("2") and schema:
            return _properties(description, schema, "")
    return []


def _properties(
    description: Mapping[str, Any], schema: Mapping[str, Any], place: str
) -> list[Value]:
    schema = _resolve(description, schema)
    if schema.get("type") == "array":
        schema = _resolve(description, schema.get("items", {}))
    required = schema.get("required", [])
    return [
        Value(
            name=name,
            place=place,
            kind=_kind(description, value),
            is_required=name in required,
            description=value.get("description", ""),
        )
        for name, value in schema.get("properties", {}).items()
    ]


def _resolve(description: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref")
    if reference is None:
        return schema
    name = reference.rpartition("/")[2]
    found: Mapping[str, Any] = description["components"]["schemas"][name]
    return found


def _kind(description: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Write a schema in a few words, such as "list of waiting, reading or ready"."""
    if "anyOf" in schema:
        kinds = [_kind(description, choice) for choice in schema["anyOf"]]
        return " or ".join(kinds)
    schema = _resolve(description, schema)
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"list of {_kind(description, schema.get('items', {}))}"
    if schema.get("type") == "object" and "properties" in schema:
        return "{" + ", ".join(schema["properties"]) + "}"
    if schema.get("format") == "binary" or "contentMediaType" in schema:
        return "file"
    return str(schema.get("format") or schema.get("type") or "any")
