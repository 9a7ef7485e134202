from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DocumentFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DOCUMENT_FORMAT_UNSPECIFIED: _ClassVar[DocumentFormat]
    DOCUMENT_FORMAT_JSON: _ClassVar[DocumentFormat]
    DOCUMENT_FORMAT_YAML: _ClassVar[DocumentFormat]

class FindingSeverity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FINDING_SEVERITY_UNSPECIFIED: _ClassVar[FindingSeverity]
    FINDING_SEVERITY_ERROR: _ClassVar[FindingSeverity]
    FINDING_SEVERITY_WARNING: _ClassVar[FindingSeverity]
    FINDING_SEVERITY_INFO: _ClassVar[FindingSeverity]
    FINDING_SEVERITY_UNCHECKED: _ClassVar[FindingSeverity]

class AccessDecider(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACCESS_DECIDER_UNSPECIFIED: _ClassVar[AccessDecider]
    ACCESS_DECIDER_KUBERNETES: _ClassVar[AccessDecider]
    ACCESS_DECIDER_ARGO: _ClassVar[AccessDecider]

class ChangeType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHANGE_TYPE_UNSPECIFIED: _ClassVar[ChangeType]
    CHANGE_TYPE_ADDED: _ClassVar[ChangeType]
    CHANGE_TYPE_MODIFIED: _ClassVar[ChangeType]
    CHANGE_TYPE_DELETED: _ClassVar[ChangeType]
DOCUMENT_FORMAT_UNSPECIFIED: DocumentFormat
DOCUMENT_FORMAT_JSON: DocumentFormat
DOCUMENT_FORMAT_YAML: DocumentFormat
FINDING_SEVERITY_UNSPECIFIED: FindingSeverity
FINDING_SEVERITY_ERROR: FindingSeverity
FINDING_SEVERITY_WARNING: FindingSeverity
FINDING_SEVERITY_INFO: FindingSeverity
FINDING_SEVERITY_UNCHECKED: FindingSeverity
ACCESS_DECIDER_UNSPECIFIED: AccessDecider
ACCESS_DECIDER_KUBERNETES: AccessDecider
ACCESS_DECIDER_ARGO: AccessDecider
CHANGE_TYPE_UNSPECIFIED: ChangeType
CHANGE_TYPE_ADDED: ChangeType
CHANGE_TYPE_MODIFIED: ChangeType
CHANGE_TYPE_DELETED: ChangeType

class WorkflowReference(_message.Message):
    __slots__ = ("environment", "namespace", "name")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    environment: str
    namespace: str
    name: str
    def __init__(self, environment: _Optional[str] = ..., namespace: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class Workflow(_message.Message):
    __slots__ = ("namespace", "name", "uid", "resource_version", "phase", "progress", "message", "json")
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    UID_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_VERSION_FIELD_NUMBER: _ClassVar[int]
    PHASE_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    JSON_FIELD_NUMBER: _ClassVar[int]
    namespace: str
    name: str
    uid: str
    resource_version: str
    phase: str
    progress: str
    message: str
    json: bytes
    def __init__(self, namespace: _Optional[str] = ..., name: _Optional[str] = ..., uid: _Optional[str] = ..., resource_version: _Optional[str] = ..., phase: _Optional[str] = ..., progress: _Optional[str] = ..., message: _Optional[str] = ..., json: _Optional[bytes] = ...) -> None: ...

class SubmitWorkflowRequest(_message.Message):
    __slots__ = ("environment", "namespace", "workflow", "format", "validate_only", "request_id")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    environment: str
    namespace: str
    workflow: bytes
    format: DocumentFormat
    validate_only: bool
    request_id: str
    def __init__(self, environment: _Optional[str] = ..., namespace: _Optional[str] = ..., workflow: _Optional[bytes] = ..., format: _Optional[_Union[DocumentFormat, str]] = ..., validate_only: bool = ..., request_id: _Optional[str] = ...) -> None: ...

class SubmitWorkflowResponse(_message.Message):
    __slots__ = ("workflow", "submission_id", "decided_by", "preflight", "warnings", "replayed")
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    PREFLIGHT_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    workflow: Workflow
    submission_id: str
    decided_by: AccessDecider
    preflight: WorkflowPreflight
    warnings: _containers.RepeatedCompositeFieldContainer[WorkflowFinding]
    replayed: bool
    def __init__(self, workflow: _Optional[_Union[Workflow, _Mapping]] = ..., submission_id: _Optional[str] = ..., decided_by: _Optional[_Union[AccessDecider, str]] = ..., preflight: _Optional[_Union[WorkflowPreflight, _Mapping]] = ..., warnings: _Optional[_Iterable[_Union[WorkflowFinding, _Mapping]]] = ..., replayed: bool = ...) -> None: ...

class PreflightWorkflowRequest(_message.Message):
    __slots__ = ("environment", "namespace", "workflow", "format")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    environment: str
    namespace: str
    workflow: bytes
    format: DocumentFormat
    def __init__(self, environment: _Optional[str] = ..., namespace: _Optional[str] = ..., workflow: _Optional[bytes] = ..., format: _Optional[_Union[DocumentFormat, str]] = ...) -> None: ...

class PreflightWorkflowResponse(_message.Message):
    __slots__ = ("preflight",)
    PREFLIGHT_FIELD_NUMBER: _ClassVar[int]
    preflight: WorkflowPreflight
    def __init__(self, preflight: _Optional[_Union[WorkflowPreflight, _Mapping]] = ...) -> None: ...

class WorkflowPreflight(_message.Message):
    __slots__ = ("environment", "namespace", "runnable", "findings", "cost", "manifest", "check_manifest")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    RUNNABLE_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_FIELD_NUMBER: _ClassVar[int]
    CHECK_MANIFEST_FIELD_NUMBER: _ClassVar[int]
    environment: str
    namespace: str
    runnable: bool
    findings: _containers.RepeatedCompositeFieldContainer[WorkflowFinding]
    cost: CostPreview
    manifest: str
    check_manifest: str
    def __init__(self, environment: _Optional[str] = ..., namespace: _Optional[str] = ..., runnable: bool = ..., findings: _Optional[_Iterable[_Union[WorkflowFinding, _Mapping]]] = ..., cost: _Optional[_Union[CostPreview, _Mapping]] = ..., manifest: _Optional[str] = ..., check_manifest: _Optional[str] = ...) -> None: ...

class WorkflowFinding(_message.Message):
    __slots__ = ("rule", "severity", "pointer", "line", "column", "message", "hint", "missing_permissions", "link")
    RULE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    POINTER_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    COLUMN_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    HINT_FIELD_NUMBER: _ClassVar[int]
    MISSING_PERMISSIONS_FIELD_NUMBER: _ClassVar[int]
    LINK_FIELD_NUMBER: _ClassVar[int]
    rule: str
    severity: FindingSeverity
    pointer: str
    line: int
    column: int
    message: str
    hint: str
    missing_permissions: _containers.RepeatedCompositeFieldContainer[MissingPermission]
    link: str
    def __init__(self, rule: _Optional[str] = ..., severity: _Optional[_Union[FindingSeverity, str]] = ..., pointer: _Optional[str] = ..., line: _Optional[int] = ..., column: _Optional[int] = ..., message: _Optional[str] = ..., hint: _Optional[str] = ..., missing_permissions: _Optional[_Iterable[_Union[MissingPermission, _Mapping]]] = ..., link: _Optional[str] = ...) -> None: ...

class MissingPermission(_message.Message):
    __slots__ = ("user", "verb", "group", "resource", "namespace", "name")
    USER_FIELD_NUMBER: _ClassVar[int]
    VERB_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    user: str
    verb: str
    group: str
    resource: str
    namespace: str
    name: str
    def __init__(self, user: _Optional[str] = ..., verb: _Optional[str] = ..., group: _Optional[str] = ..., resource: _Optional[str] = ..., namespace: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class CostPreview(_message.Message):
    __slots__ = ("pods", "cpu_millis", "memory_bytes")
    PODS_FIELD_NUMBER: _ClassVar[int]
    CPU_MILLIS_FIELD_NUMBER: _ClassVar[int]
    MEMORY_BYTES_FIELD_NUMBER: _ClassVar[int]
    pods: NumberRange
    cpu_millis: NumberRange
    memory_bytes: NumberRange
    def __init__(self, pods: _Optional[_Union[NumberRange, _Mapping]] = ..., cpu_millis: _Optional[_Union[NumberRange, _Mapping]] = ..., memory_bytes: _Optional[_Union[NumberRange, _Mapping]] = ...) -> None: ...

class NumberRange(_message.Message):
    __slots__ = ("least", "most")
    LEAST_FIELD_NUMBER: _ClassVar[int]
    MOST_FIELD_NUMBER: _ClassVar[int]
    least: int
    most: int
    def __init__(self, least: _Optional[int] = ..., most: _Optional[int] = ...) -> None: ...

class GetWorkflowRequest(_message.Message):
    __slots__ = ("workflow",)
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    workflow: WorkflowReference
    def __init__(self, workflow: _Optional[_Union[WorkflowReference, _Mapping]] = ...) -> None: ...

class GetWorkflowResponse(_message.Message):
    __slots__ = ("workflow",)
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    workflow: Workflow
    def __init__(self, workflow: _Optional[_Union[Workflow, _Mapping]] = ...) -> None: ...

class ListWorkflowsRequest(_message.Message):
    __slots__ = ("environment", "namespace", "label_selector", "page_size", "page_token", "name_prefix")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    LABEL_SELECTOR_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    NAME_PREFIX_FIELD_NUMBER: _ClassVar[int]
    environment: str
    namespace: str
    label_selector: str
    page_size: int
    page_token: str
    name_prefix: str
    def __init__(self, environment: _Optional[str] = ..., namespace: _Optional[str] = ..., label_selector: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., name_prefix: _Optional[str] = ...) -> None: ...

class ListWorkflowsResponse(_message.Message):
    __slots__ = ("workflows", "next_page_token")
    WORKFLOWS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    workflows: _containers.RepeatedCompositeFieldContainer[Workflow]
    next_page_token: str
    def __init__(self, workflows: _Optional[_Iterable[_Union[Workflow, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class WatchWorkflowsRequest(_message.Message):
    __slots__ = ("environment", "namespace", "name", "label_selector", "resource_version")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    LABEL_SELECTOR_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_VERSION_FIELD_NUMBER: _ClassVar[int]
    environment: str
    namespace: str
    name: str
    label_selector: str
    resource_version: str
    def __init__(self, environment: _Optional[str] = ..., namespace: _Optional[str] = ..., name: _Optional[str] = ..., label_selector: _Optional[str] = ..., resource_version: _Optional[str] = ...) -> None: ...

class WatchWorkflowsResponse(_message.Message):
    __slots__ = ("change", "heartbeat")
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_FIELD_NUMBER: _ClassVar[int]
    change: WorkflowChange
    heartbeat: Heartbeat
    def __init__(self, change: _Optional[_Union[WorkflowChange, _Mapping]] = ..., heartbeat: _Optional[_Union[Heartbeat, _Mapping]] = ...) -> None: ...

class Heartbeat(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class WorkflowChange(_message.Message):
    __slots__ = ("type", "workflow")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    type: ChangeType
    workflow: Workflow
    def __init__(self, type: _Optional[_Union[ChangeType, str]] = ..., workflow: _Optional[_Union[Workflow, _Mapping]] = ...) -> None: ...

class StreamLogsRequest(_message.Message):
    __slots__ = ("workflow", "pod_name", "container", "follow", "tail_lines", "grep")
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    POD_NAME_FIELD_NUMBER: _ClassVar[int]
    CONTAINER_FIELD_NUMBER: _ClassVar[int]
    FOLLOW_FIELD_NUMBER: _ClassVar[int]
    TAIL_LINES_FIELD_NUMBER: _ClassVar[int]
    GREP_FIELD_NUMBER: _ClassVar[int]
    workflow: WorkflowReference
    pod_name: str
    container: str
    follow: bool
    tail_lines: int
    grep: str
    def __init__(self, workflow: _Optional[_Union[WorkflowReference, _Mapping]] = ..., pod_name: _Optional[str] = ..., container: _Optional[str] = ..., follow: bool = ..., tail_lines: _Optional[int] = ..., grep: _Optional[str] = ...) -> None: ...

class StreamLogsResponse(_message.Message):
    __slots__ = ("line", "heartbeat")
    LINE_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_FIELD_NUMBER: _ClassVar[int]
    line: LogLine
    heartbeat: Heartbeat
    def __init__(self, line: _Optional[_Union[LogLine, _Mapping]] = ..., heartbeat: _Optional[_Union[Heartbeat, _Mapping]] = ...) -> None: ...

class LogLine(_message.Message):
    __slots__ = ("pod_name", "content")
    POD_NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    pod_name: str
    content: str
    def __init__(self, pod_name: _Optional[str] = ..., content: _Optional[str] = ...) -> None: ...

class StopWorkflowRequest(_message.Message):
    __slots__ = ("workflow", "message", "node_field_selector")
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    NODE_FIELD_SELECTOR_FIELD_NUMBER: _ClassVar[int]
    workflow: WorkflowReference
    message: str
    node_field_selector: str
    def __init__(self, workflow: _Optional[_Union[WorkflowReference, _Mapping]] = ..., message: _Optional[str] = ..., node_field_selector: _Optional[str] = ...) -> None: ...

class StopWorkflowResponse(_message.Message):
    __slots__ = ("workflow",)
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    workflow: Workflow
    def __init__(self, workflow: _Optional[_Union[Workflow, _Mapping]] = ...) -> None: ...

class TerminateWorkflowRequest(_message.Message):
    __slots__ = ("workflow",)
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    workflow: WorkflowReference
    def __init__(self, workflow: _Optional[_Union[WorkflowReference, _Mapping]] = ...) -> None: ...

class TerminateWorkflowResponse(_message.Message):
    __slots__ = ("workflow",)
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    workflow: Workflow
    def __init__(self, workflow: _Optional[_Union[Workflow, _Mapping]] = ...) -> None: ...

class SuspendWorkflowRequest(_message.Message):
    __slots__ = ("workflow",)
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    workflow: WorkflowReference
    def __init__(self, workflow: _Optional[_Union[WorkflowReference, _Mapping]] = ...) -> None: ...

class SuspendWorkflowResponse(_message.Message):
    __slots__ = ("workflow",)
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    workflow: Workflow
    def __init__(self, workflow: _Optional[_Union[Workflow, _Mapping]] = ...) -> None: ...

class ResumeWorkflowRequest(_message.Message):
    __slots__ = ("workflow", "node_field_selector")
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    NODE_FIELD_SELECTOR_FIELD_NUMBER: _ClassVar[int]
    workflow: WorkflowReference
    node_field_selector: str
    def __init__(self, workflow: _Optional[_Union[WorkflowReference, _Mapping]] = ..., node_field_selector: _Optional[str] = ...) -> None: ...

class ResumeWorkflowResponse(_message.Message):
    __slots__ = ("workflow",)
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    workflow: Workflow
    def __init__(self, workflow: _Optional[_Union[Workflow, _Mapping]] = ...) -> None: ...

class RetryWorkflowRequest(_message.Message):
    __slots__ = ("workflow", "restart_successful", "node_field_selector", "parameters", "request_id")
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    RESTART_SUCCESSFUL_FIELD_NUMBER: _ClassVar[int]
    NODE_FIELD_SELECTOR_FIELD_NUMBER: _ClassVar[int]
    PARAMETERS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    workflow: WorkflowReference
    restart_successful: bool
    node_field_selector: str
    parameters: _containers.RepeatedScalarFieldContainer[str]
    request_id: str
    def __init__(self, workflow: _Optional[_Union[WorkflowReference, _Mapping]] = ..., restart_successful: bool = ..., node_field_selector: _Optional[str] = ..., parameters: _Optional[_Iterable[str]] = ..., request_id: _Optional[str] = ...) -> None: ...

class RetryWorkflowResponse(_message.Message):
    __slots__ = ("workflow", "replayed")
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    workflow: Workflow
    replayed: bool
    def __init__(self, workflow: _Optional[_Union[Workflow, _Mapping]] = ..., replayed: bool = ...) -> None: ...

class ResubmitWorkflowRequest(_message.Message):
    __slots__ = ("workflow", "memoized", "parameters", "request_id")
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    MEMOIZED_FIELD_NUMBER: _ClassVar[int]
    PARAMETERS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    workflow: WorkflowReference
    memoized: bool
    parameters: _containers.RepeatedScalarFieldContainer[str]
    request_id: str
    def __init__(self, workflow: _Optional[_Union[WorkflowReference, _Mapping]] = ..., memoized: bool = ..., parameters: _Optional[_Iterable[str]] = ..., request_id: _Optional[str] = ...) -> None: ...

class ResubmitWorkflowResponse(_message.Message):
    __slots__ = ("workflow", "replayed")
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    workflow: Workflow
    replayed: bool
    def __init__(self, workflow: _Optional[_Union[Workflow, _Mapping]] = ..., replayed: bool = ...) -> None: ...

class DeleteWorkflowRequest(_message.Message):
    __slots__ = ("workflow",)
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    workflow: WorkflowReference
    def __init__(self, workflow: _Optional[_Union[WorkflowReference, _Mapping]] = ...) -> None: ...

class DeleteWorkflowResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...
