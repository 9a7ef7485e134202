from tiphys.v1 import workflow_service_pb2 as _workflow_service_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class LintFilesRequest(_message.Message):
    __slots__ = ("environment", "name", "content")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    environment: str
    name: str
    content: bytes
    def __init__(self, environment: _Optional[str] = ..., name: _Optional[str] = ..., content: _Optional[bytes] = ...) -> None: ...

class LintFilesResponse(_message.Message):
    __slots__ = ("name", "valid", "findings")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALID_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    name: str
    valid: bool
    findings: _containers.RepeatedCompositeFieldContainer[_workflow_service_pb2.WorkflowFinding]
    def __init__(self, name: _Optional[str] = ..., valid: bool = ..., findings: _Optional[_Iterable[_Union[_workflow_service_pb2.WorkflowFinding, _Mapping]]] = ...) -> None: ...
