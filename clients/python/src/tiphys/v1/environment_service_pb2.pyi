from tiphys.v1 import error_reason_pb2 as _error_reason_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CredentialMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CREDENTIAL_MODE_UNSPECIFIED: _ClassVar[CredentialMode]
    CREDENTIAL_MODE_DIRECT: _ClassVar[CredentialMode]
    CREDENTIAL_MODE_SERVICE_ACCOUNT_SECRET: _ClassVar[CredentialMode]
    CREDENTIAL_MODE_TOKEN_REQUEST: _ClassVar[CredentialMode]
CREDENTIAL_MODE_UNSPECIFIED: CredentialMode
CREDENTIAL_MODE_DIRECT: CredentialMode
CREDENTIAL_MODE_SERVICE_ACCOUNT_SECRET: CredentialMode
CREDENTIAL_MODE_TOKEN_REQUEST: CredentialMode

class Environment(_message.Message):
    __slots__ = ("name", "default_namespace", "namespaces", "credential_mode", "is_default")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    NAMESPACES_FIELD_NUMBER: _ClassVar[int]
    CREDENTIAL_MODE_FIELD_NUMBER: _ClassVar[int]
    IS_DEFAULT_FIELD_NUMBER: _ClassVar[int]
    name: str
    default_namespace: str
    namespaces: _containers.RepeatedScalarFieldContainer[str]
    credential_mode: CredentialMode
    is_default: bool
    def __init__(self, name: _Optional[str] = ..., default_namespace: _Optional[str] = ..., namespaces: _Optional[_Iterable[str]] = ..., credential_mode: _Optional[_Union[CredentialMode, str]] = ..., is_default: bool = ...) -> None: ...

class ListEnvironmentsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListEnvironmentsResponse(_message.Message):
    __slots__ = ("environments",)
    ENVIRONMENTS_FIELD_NUMBER: _ClassVar[int]
    environments: _containers.RepeatedCompositeFieldContainer[Environment]
    def __init__(self, environments: _Optional[_Iterable[_Union[Environment, _Mapping]]] = ...) -> None: ...

class PreflightRequest(_message.Message):
    __slots__ = ("environment",)
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    environment: str
    def __init__(self, environment: _Optional[str] = ...) -> None: ...

class PreflightResponse(_message.Message):
    __slots__ = ("environment", "ready", "findings")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    READY_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    environment: str
    ready: bool
    findings: _containers.RepeatedCompositeFieldContainer[PreflightFinding]
    def __init__(self, environment: _Optional[str] = ..., ready: bool = ..., findings: _Optional[_Iterable[_Union[PreflightFinding, _Mapping]]] = ...) -> None: ...

class PreflightFinding(_message.Message):
    __slots__ = ("check", "passed", "message", "reason")
    CHECK_FIELD_NUMBER: _ClassVar[int]
    PASSED_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    check: str
    passed: bool
    message: str
    reason: _error_reason_pb2.ErrorReason
    def __init__(self, check: _Optional[str] = ..., passed: bool = ..., message: _Optional[str] = ..., reason: _Optional[_Union[_error_reason_pb2.ErrorReason, str]] = ...) -> None: ...
