from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TokenKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TOKEN_KIND_UNSPECIFIED: _ClassVar[TokenKind]
    TOKEN_KIND_KUBERNETES: _ClassVar[TokenKind]
    TOKEN_KIND_OPENID_CONNECT: _ClassVar[TokenKind]
    TOKEN_KIND_ARGO_SINGLE_SIGN_ON: _ClassVar[TokenKind]
    TOKEN_KIND_JUPYTERHUB: _ClassVar[TokenKind]
TOKEN_KIND_UNSPECIFIED: TokenKind
TOKEN_KIND_KUBERNETES: TokenKind
TOKEN_KIND_OPENID_CONNECT: TokenKind
TOKEN_KIND_ARGO_SINGLE_SIGN_ON: TokenKind
TOKEN_KIND_JUPYTERHUB: TokenKind

class WhoAmIRequest(_message.Message):
    __slots__ = ("environment",)
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    environment: str
    def __init__(self, environment: _Optional[str] = ...) -> None: ...

class WhoAmIResponse(_message.Message):
    __slots__ = ("environment", "user", "token_kind", "issuer", "expires_at", "groups", "service_account", "account_rule", "namespaces", "note")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    TOKEN_KIND_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    SERVICE_ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_RULE_FIELD_NUMBER: _ClassVar[int]
    NAMESPACES_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    environment: str
    user: str
    token_kind: TokenKind
    issuer: str
    expires_at: str
    groups: _containers.RepeatedScalarFieldContainer[str]
    service_account: str
    account_rule: str
    namespaces: _containers.RepeatedCompositeFieldContainer[PermittedOperations]
    note: str
    def __init__(self, environment: _Optional[str] = ..., user: _Optional[str] = ..., token_kind: _Optional[_Union[TokenKind, str]] = ..., issuer: _Optional[str] = ..., expires_at: _Optional[str] = ..., groups: _Optional[_Iterable[str]] = ..., service_account: _Optional[str] = ..., account_rule: _Optional[str] = ..., namespaces: _Optional[_Iterable[_Union[PermittedOperations, _Mapping]]] = ..., note: _Optional[str] = ...) -> None: ...

class PermittedOperations(_message.Message):
    __slots__ = ("namespace", "allowed", "denied", "undecided")
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    ALLOWED_FIELD_NUMBER: _ClassVar[int]
    DENIED_FIELD_NUMBER: _ClassVar[int]
    UNDECIDED_FIELD_NUMBER: _ClassVar[int]
    namespace: str
    allowed: _containers.RepeatedScalarFieldContainer[str]
    denied: _containers.RepeatedScalarFieldContainer[str]
    undecided: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, namespace: _Optional[str] = ..., allowed: _Optional[_Iterable[str]] = ..., denied: _Optional[_Iterable[str]] = ..., undecided: _Optional[_Iterable[str]] = ...) -> None: ...
