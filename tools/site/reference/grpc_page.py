"""The page of the gRPC API, from the definitions and their comments."""

import tempfile
from pathlib import Path
from typing import Any

from google.protobuf import descriptor_pb2
from grpc_tools import protoc

from reference.markdown import cell, join, table

SOURCES = "proto/src/main/protobuf"
FIELD = descriptor_pb2.FieldDescriptorProto
# The numbers of the fields in descriptor.proto, which a source location's path is made of.
MESSAGE, ENUM, SERVICE, MEMBER, ENUM_VALUE, ONEOF = 4, 5, 6, 2, 2, 8


def page(root: Path) -> str:
    files = _files(root)
    parts = [
        "# gRPC",
        f"Generated from the definitions in `{SOURCES}`; do not edit.",
        "The package is `tiphys.v1`. Every call carries the caller's token as the metadata `authorization: Bearer <token>`."
        " Health (`grpc.health.v1`) and reflection need none. [Start with gRPC](../start/grpc.md) has examples.",
    ]
    for file in files:
        comments = _comments(file)
        parts += [_service(service, (SERVICE, i), comments) for i, service in enumerate(file.service)]
    parts.append("## Messages")
    for file in files:
        comments = _comments(file)
        parts += [_message(message, (MESSAGE, i), comments) for i, message in enumerate(file.message_type)]
        parts += [_enum(enum, (ENUM, i), comments) for i, enum in enumerate(file.enum_type)]
    return join(parts)


def _files(root: Path) -> list[Any]:
    source = root / SOURCES
    names = sorted(str(path.relative_to(source)) for path in source.rglob("*.proto"))
    with tempfile.NamedTemporaryFile() as made:
        arguments = ["protoc", f"-I{source}", "--include_source_info", f"--descriptor_set_out={made.name}", *names]
        if protoc.main(arguments) != 0:
            raise ValueError("protoc cannot read the definitions")
        found = descriptor_pb2.FileDescriptorSet.FromString(Path(made.name).read_bytes())
    return [file for file in found.file if file.name in names]


def _comments(file: Any) -> dict[tuple[int, ...], str]:
    return {tuple(one.path): " ".join(one.leading_comments.split()) for one in file.source_code_info.location}


def _service(service: Any, path: tuple[int, ...], comments: dict[tuple[int, ...], str]) -> str:
    rows = [
        (
            f"`{method.name}`",
            _link(method.input_type),
            ("stream of " if method.server_streaming else "") + _link(method.output_type),
            cell(comments.get((*path, MEMBER, i), "")),
        )
        for i, method in enumerate(service.method)
    ]
    return join(
        [f"## {service.name}", comments.get(path, ""), table(("method", "request", "response", "meaning"), rows)]
    )


def _message(message: Any, path: tuple[int, ...], comments: dict[tuple[int, ...], str]) -> str:
    maps = {one.name for one in message.nested_type if one.options.map_entry}
    rows = [
        (f"`{field.name}`", str(field.number), _type(field, maps), cell(comments.get((*path, MEMBER, i), "")))
        for i, field in enumerate(message.field)
    ]
    return join([f"### {message.name}", comments.get(path, ""), table(("field", "number", "type", "meaning"), rows)])


def _enum(enum: Any, path: tuple[int, ...], comments: dict[tuple[int, ...], str]) -> str:
    if enum.name == "ErrorReason":
        return join([f"### {enum.name}", "The reasons of [errors](../errors.md), with the prefix `ERROR_REASON_`."])
    rows = [
        (f"`{value.name}`", str(value.number), cell(comments.get((*path, ENUM_VALUE, i), "")))
        for i, value in enumerate(enum.value)
    ]
    return join([f"### {enum.name}", comments.get(path, ""), table(("value", "number", "meaning"), rows)])


def _type(field: Any, maps: set[str]) -> str:
    name = field.type_name.rpartition(".")[2]
    if name in maps:
        return "map"
    kind = _link(field.type_name) if name else FIELD.Type.Name(field.type).removeprefix("TYPE_").lower()
    return f"list of {kind}" if field.label == FIELD.LABEL_REPEATED else kind


def _link(type_name: str) -> str:
    name = type_name.rpartition(".")[2]
    return f"[{name}](#{name.lower()})" if type_name.startswith(".tiphys.v1.") else f"`{type_name.lstrip('.')}`"
