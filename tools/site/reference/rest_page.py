"""The page of the REST API, from openapi.yaml."""

from pathlib import Path
from typing import Any

import yaml

from reference.markdown import cell, join, sentence, table

METHODS = ("get", "post", "put", "patch", "delete")


def page(root: Path) -> str:
    contract = yaml.safe_load((root / "openapi.yaml").read_text())
    parts = [
        "# REST",
        "Generated from [openapi.yaml](../../openapi.yaml); do not edit.",
        sentence(contract["info"]["description"])
        + " Every call carries the caller's token as `Authorization: Bearer <token>`. A running gateway shows the same calls"
        " with a form for each at `/docs`, and the contract at `/docs/openapi.yaml`."
        " [Start with curl](../start/curl.md) has examples.",
    ]
    for tag in contract["tags"]:
        parts += [f"## {tag['name'].capitalize()}", sentence(tag["description"])]
        for path, methods in contract["paths"].items():
            parts += [
                _operation(contract, method, path, methods[method])
                for method in METHODS
                if tag["name"] in methods.get(method, {}).get("tags", ())
            ]
    parts.append("## Objects")
    parts += [_schema(name, schema) for name, schema in contract["components"]["schemas"].items()]
    return join(parts)


def _operation(contract: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> str:
    parameters = [_resolved(contract, one) for one in operation.get("parameters", ())]
    rows = [
        (f"`{one['name']}`", one["in"], _type(one["schema"]), cell(sentence(one.get("description", ""))))
        for one in parameters
    ]
    return join(
        [
            f"### {operation['operationId']}",
            f"`{method.upper()} {path}`",
            sentence(operation["description"]),
            table(("parameter", "in", "type", "meaning"), rows),
            _body(operation),
            table(("status", "response"), _responses(contract, operation)),
        ]
    )


def _body(operation: dict[str, Any]) -> str:
    body = operation.get("requestBody")
    if not body:
        return ""
    kinds = [f"`{media}`{_of(content['schema'])}" for media, content in body["content"].items()]
    return f"Body: {' or '.join(kinds)}. {sentence(body.get('description', ''))}".strip()


def _responses(contract: dict[str, Any], operation: dict[str, Any]) -> list[tuple[str, str]]:
    rows = []
    refused = []
    for status, response in sorted(operation["responses"].items()):
        if int(status) >= 400:
            refused.append(status)
            continue
        contents = _resolved(contract, response).get("content", {})
        kinds = " or ".join(f"`{media}`{_of(content.get('schema', {}))}" for media, content in contents.items())
        text = cell(sentence(response["description"]))
        rows.append((status, f"{text} {kinds}.".replace("..", ".") if kinds else text))
    if refused:
        rows.append(
            (
                ", ".join(refused),
                "`application/problem+json`: [Problem](#problem); the reasons are in [errors](../errors.md)",
            )
        )
    return rows


def _schema(name: str, schema: dict[str, Any]) -> str:
    required = schema.get("required", ())
    rows = [
        (f"`{key}`", _type(value), "yes" if key in required else "", cell(sentence(value.get("description", ""))))
        for key, value in schema.get("properties", {}).items()
    ]
    if name == "ErrorReason":
        text = "The reasons of [errors](../errors.md)."
    else:
        text = join([sentence(schema.get("description", "")), table(("value", "meaning"), _values(schema))])
    return join([f"### {name}", text, table(("member", "type", "required", "meaning"), rows)])


def _values(schema: dict[str, Any]) -> list[tuple[str, str]]:
    values = schema.get("enum", ())
    meanings = schema.get("x-enum-descriptions", [""] * len(values))
    return [(f"`{value}`", cell(meaning)) for value, meaning in zip(values, meanings, strict=True)]


def _of(schema: dict[str, Any]) -> str:
    kind = _type(schema)
    return f" with {kind}" if kind.startswith("[") else ""


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if schema.get("allOf"):
        return _type(schema["allOf"][0])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return schema.get("format") or schema.get("type", "any")


def _resolved(contract: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in value:
        return value
    found: Any = contract
    for step in value["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found
