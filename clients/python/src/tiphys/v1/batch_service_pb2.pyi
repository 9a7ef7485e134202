from tiphys.v1 import workflow_service_pb2 as _workflow_service_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BatchOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BATCH_OUTCOME_UNSPECIFIED: _ClassVar[BatchOutcome]
    BATCH_OUTCOME_CREATED: _ClassVar[BatchOutcome]
    BATCH_OUTCOME_REPLAYED: _ClassVar[BatchOutcome]
    BATCH_OUTCOME_REFUSED: _ClassVar[BatchOutcome]
    BATCH_OUTCOME_FAILED: _ClassVar[BatchOutcome]
    BATCH_OUTCOME_SKIPPED: _ClassVar[BatchOutcome]

class BulkVerb(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BULK_VERB_UNSPECIFIED: _ClassVar[BulkVerb]
    BULK_VERB_STOP: _ClassVar[BulkVerb]
    BULK_VERB_TERMINATE: _ClassVar[BulkVerb]
    BULK_VERB_RETRY: _ClassVar[BulkVerb]
    BULK_VERB_DELETE: _ClassVar[BulkVerb]

class BulkOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BULK_OUTCOME_UNSPECIFIED: _ClassVar[BulkOutcome]
    BULK_OUTCOME_DONE: _ClassVar[BulkOutcome]
    BULK_OUTCOME_REFUSED: _ClassVar[BulkOutcome]
    BULK_OUTCOME_FAILED: _ClassVar[BulkOutcome]
    BULK_OUTCOME_REPLAYED: _ClassVar[BulkOutcome]
BATCH_OUTCOME_UNSPECIFIED: BatchOutcome
BATCH_OUTCOME_CREATED: BatchOutcome
BATCH_OUTCOME_REPLAYED: BatchOutcome
BATCH_OUTCOME_REFUSED: BatchOutcome
BATCH_OUTCOME_FAILED: BatchOutcome
BATCH_OUTCOME_SKIPPED: BatchOutcome
BULK_VERB_UNSPECIFIED: BulkVerb
BULK_VERB_STOP: BulkVerb
BULK_VERB_TERMINATE: BulkVerb
BULK_VERB_RETRY: BulkVerb
BULK_VERB_DELETE: BulkVerb
BULK_OUTCOME_UNSPECIFIED: BulkOutcome
BULK_OUTCOME_DONE: BulkOutcome
BULK_OUTCOME_REFUSED: BulkOutcome
BULK_OUTCOME_FAILED: BulkOutcome
BULK_OUTCOME_REPLAYED: BulkOutcome

class SubmitBatchRequest(_message.Message):
    __slots__ = ("header", "item")
    HEADER_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    header: BatchHeader
    item: BatchItem
    def __init__(self, header: _Optional[_Union[BatchHeader, _Mapping]] = ..., item: _Optional[_Union[BatchItem, _Mapping]] = ...) -> None: ...

class BatchHeader(_message.Message):
    __slots__ = ("environment", "namespace", "request_id", "batch_id", "stop_at_first_error", "sweep")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    STOP_AT_FIRST_ERROR_FIELD_NUMBER: _ClassVar[int]
    SWEEP_FIELD_NUMBER: _ClassVar[int]
    environment: str
    namespace: str
    request_id: str
    batch_id: str
    stop_at_first_error: bool
    sweep: BatchSweep
    def __init__(self, environment: _Optional[str] = ..., namespace: _Optional[str] = ..., request_id: _Optional[str] = ..., batch_id: _Optional[str] = ..., stop_at_first_error: bool = ..., sweep: _Optional[_Union[BatchSweep, _Mapping]] = ...) -> None: ...

class BatchItem(_message.Message):
    __slots__ = ("workflow", "format", "index")
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    INDEX_FIELD_NUMBER: _ClassVar[int]
    workflow: bytes
    format: _workflow_service_pb2.DocumentFormat
    index: int
    def __init__(self, workflow: _Optional[bytes] = ..., format: _Optional[_Union[_workflow_service_pb2.DocumentFormat, str]] = ..., index: _Optional[int] = ...) -> None: ...

class BatchSweep(_message.Message):
    __slots__ = ("workflow", "format", "grid", "zip", "csv", "jsonl")
    WORKFLOW_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    GRID_FIELD_NUMBER: _ClassVar[int]
    ZIP_FIELD_NUMBER: _ClassVar[int]
    CSV_FIELD_NUMBER: _ClassVar[int]
    JSONL_FIELD_NUMBER: _ClassVar[int]
    workflow: bytes
    format: _workflow_service_pb2.DocumentFormat
    grid: SweepColumns
    zip: SweepColumns
    csv: str
    jsonl: str
    def __init__(self, workflow: _Optional[bytes] = ..., format: _Optional[_Union[_workflow_service_pb2.DocumentFormat, str]] = ..., grid: _Optional[_Union[SweepColumns, _Mapping]] = ..., zip: _Optional[_Union[SweepColumns, _Mapping]] = ..., csv: _Optional[str] = ..., jsonl: _Optional[str] = ...) -> None: ...

class SweepColumns(_message.Message):
    __slots__ = ("columns",)
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    columns: _containers.RepeatedCompositeFieldContainer[SweepColumn]
    def __init__(self, columns: _Optional[_Iterable[_Union[SweepColumn, _Mapping]]] = ...) -> None: ...

class SweepColumn(_message.Message):
    __slots__ = ("name", "values")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    name: str
    values: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., values: _Optional[_Iterable[str]] = ...) -> None: ...

class SubmitBatchResponse(_message.Message):
    __slots__ = ("accepted", "result", "interruption", "summary")
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    INTERRUPTION_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    accepted: BatchAccepted
    result: BatchResult
    interruption: BatchInterruption
    summary: BatchSummary
    def __init__(self, accepted: _Optional[_Union[BatchAccepted, _Mapping]] = ..., result: _Optional[_Union[BatchResult, _Mapping]] = ..., interruption: _Optional[_Union[BatchInterruption, _Mapping]] = ..., summary: _Optional[_Union[BatchSummary, _Mapping]] = ...) -> None: ...

class BatchAccepted(_message.Message):
    __slots__ = ("batch_id",)
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    batch_id: str
    def __init__(self, batch_id: _Optional[str] = ...) -> None: ...

class BatchResult(_message.Message):
    __slots__ = ("index", "outcome", "name", "uid", "parameters", "problem")
    class ParametersEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    INDEX_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    UID_FIELD_NUMBER: _ClassVar[int]
    PARAMETERS_FIELD_NUMBER: _ClassVar[int]
    PROBLEM_FIELD_NUMBER: _ClassVar[int]
    index: int
    outcome: BatchOutcome
    name: str
    uid: str
    parameters: _containers.ScalarMap[str, str]
    problem: BatchProblem
    def __init__(self, index: _Optional[int] = ..., outcome: _Optional[_Union[BatchOutcome, str]] = ..., name: _Optional[str] = ..., uid: _Optional[str] = ..., parameters: _Optional[_Mapping[str, str]] = ..., problem: _Optional[_Union[BatchProblem, _Mapping]] = ...) -> None: ...

class BatchProblem(_message.Message):
    __slots__ = ("reason", "detail", "retryable", "violations", "metadata", "manifest")
    class MetadataEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    REASON_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    RETRYABLE_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_FIELD_NUMBER: _ClassVar[int]
    reason: str
    detail: str
    retryable: bool
    violations: _containers.RepeatedCompositeFieldContainer[BatchViolation]
    metadata: _containers.ScalarMap[str, str]
    manifest: str
    def __init__(self, reason: _Optional[str] = ..., detail: _Optional[str] = ..., retryable: bool = ..., violations: _Optional[_Iterable[_Union[BatchViolation, _Mapping]]] = ..., metadata: _Optional[_Mapping[str, str]] = ..., manifest: _Optional[str] = ...) -> None: ...

class BatchViolation(_message.Message):
    __slots__ = ("rule", "pointer", "line", "column", "message", "hint")
    RULE_FIELD_NUMBER: _ClassVar[int]
    POINTER_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    COLUMN_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    HINT_FIELD_NUMBER: _ClassVar[int]
    rule: str
    pointer: str
    line: int
    column: int
    message: str
    hint: str
    def __init__(self, rule: _Optional[str] = ..., pointer: _Optional[str] = ..., line: _Optional[int] = ..., column: _Optional[int] = ..., message: _Optional[str] = ..., hint: _Optional[str] = ...) -> None: ...

class BatchInterruption(_message.Message):
    __slots__ = ("problem", "resume_from")
    PROBLEM_FIELD_NUMBER: _ClassVar[int]
    RESUME_FROM_FIELD_NUMBER: _ClassVar[int]
    problem: BatchProblem
    resume_from: int
    def __init__(self, problem: _Optional[_Union[BatchProblem, _Mapping]] = ..., resume_from: _Optional[int] = ...) -> None: ...

class BatchSummary(_message.Message):
    __slots__ = ("batch_id", "created", "replayed", "refused", "failed", "skipped", "complete")
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_FIELD_NUMBER: _ClassVar[int]
    COMPLETE_FIELD_NUMBER: _ClassVar[int]
    batch_id: str
    created: int
    replayed: int
    refused: int
    failed: int
    skipped: int
    complete: bool
    def __init__(self, batch_id: _Optional[str] = ..., created: _Optional[int] = ..., replayed: _Optional[int] = ..., refused: _Optional[int] = ..., failed: _Optional[int] = ..., skipped: _Optional[int] = ..., complete: bool = ...) -> None: ...

class PreviewBatchRequest(_message.Message):
    __slots__ = ("header",)
    HEADER_FIELD_NUMBER: _ClassVar[int]
    header: BatchHeader
    def __init__(self, header: _Optional[_Union[BatchHeader, _Mapping]] = ...) -> None: ...

class PreviewBatchResponse(_message.Message):
    __slots__ = ("batch_id", "count", "items", "cost")
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    batch_id: str
    count: int
    items: _containers.RepeatedCompositeFieldContainer[PreviewedBatchItem]
    cost: _workflow_service_pb2.CostPreview
    def __init__(self, batch_id: _Optional[str] = ..., count: _Optional[int] = ..., items: _Optional[_Iterable[_Union[PreviewedBatchItem, _Mapping]]] = ..., cost: _Optional[_Union[_workflow_service_pb2.CostPreview, _Mapping]] = ...) -> None: ...

class PreviewedBatchItem(_message.Message):
    __slots__ = ("index", "name", "parameters")
    class ParametersEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    INDEX_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PARAMETERS_FIELD_NUMBER: _ClassVar[int]
    index: int
    name: str
    parameters: _containers.ScalarMap[str, str]
    def __init__(self, index: _Optional[int] = ..., name: _Optional[str] = ..., parameters: _Optional[_Mapping[str, str]] = ...) -> None: ...

class Batch(_message.Message):
    __slots__ = ("batch_id", "total", "phases", "ended")
    class PhasesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    PHASES_FIELD_NUMBER: _ClassVar[int]
    ENDED_FIELD_NUMBER: _ClassVar[int]
    batch_id: str
    total: int
    phases: _containers.ScalarMap[str, int]
    ended: bool
    def __init__(self, batch_id: _Optional[str] = ..., total: _Optional[int] = ..., phases: _Optional[_Mapping[str, int]] = ..., ended: bool = ...) -> None: ...

class GetBatchRequest(_message.Message):
    __slots__ = ("environment", "namespace", "batch_id")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    environment: str
    namespace: str
    batch_id: str
    def __init__(self, environment: _Optional[str] = ..., namespace: _Optional[str] = ..., batch_id: _Optional[str] = ...) -> None: ...

class GetBatchResponse(_message.Message):
    __slots__ = ("batch",)
    BATCH_FIELD_NUMBER: _ClassVar[int]
    batch: Batch
    def __init__(self, batch: _Optional[_Union[Batch, _Mapping]] = ...) -> None: ...

class ListBatchesRequest(_message.Message):
    __slots__ = ("environment", "namespace")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    environment: str
    namespace: str
    def __init__(self, environment: _Optional[str] = ..., namespace: _Optional[str] = ...) -> None: ...

class ListBatchesResponse(_message.Message):
    __slots__ = ("batches",)
    BATCHES_FIELD_NUMBER: _ClassVar[int]
    batches: _containers.RepeatedCompositeFieldContainer[Batch]
    def __init__(self, batches: _Optional[_Iterable[_Union[Batch, _Mapping]]] = ...) -> None: ...

class WatchBatchRequest(_message.Message):
    __slots__ = ("environment", "namespace", "batch_id")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    environment: str
    namespace: str
    batch_id: str
    def __init__(self, environment: _Optional[str] = ..., namespace: _Optional[str] = ..., batch_id: _Optional[str] = ...) -> None: ...

class WatchBatchResponse(_message.Message):
    __slots__ = ("batch",)
    BATCH_FIELD_NUMBER: _ClassVar[int]
    batch: Batch
    def __init__(self, batch: _Optional[_Union[Batch, _Mapping]] = ...) -> None: ...

class GetBatchOutputsRequest(_message.Message):
    __slots__ = ("environment", "namespace", "batch_id", "wait")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    WAIT_FIELD_NUMBER: _ClassVar[int]
    environment: str
    namespace: str
    batch_id: str
    wait: bool
    def __init__(self, environment: _Optional[str] = ..., namespace: _Optional[str] = ..., batch_id: _Optional[str] = ..., wait: bool = ...) -> None: ...

class GetBatchOutputsResponse(_message.Message):
    __slots__ = ("row",)
    ROW_FIELD_NUMBER: _ClassVar[int]
    row: BatchOutputsRow
    def __init__(self, row: _Optional[_Union[BatchOutputsRow, _Mapping]] = ...) -> None: ...

class BatchOutputsRow(_message.Message):
    __slots__ = ("index", "name", "phase", "parameters", "outputs", "artifacts")
    class ParametersEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class OutputsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class ArtifactsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    INDEX_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PHASE_FIELD_NUMBER: _ClassVar[int]
    PARAMETERS_FIELD_NUMBER: _ClassVar[int]
    OUTPUTS_FIELD_NUMBER: _ClassVar[int]
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    index: int
    name: str
    phase: str
    parameters: _containers.ScalarMap[str, str]
    outputs: _containers.ScalarMap[str, str]
    artifacts: _containers.ScalarMap[str, str]
    def __init__(self, index: _Optional[int] = ..., name: _Optional[str] = ..., phase: _Optional[str] = ..., parameters: _Optional[_Mapping[str, str]] = ..., outputs: _Optional[_Mapping[str, str]] = ..., artifacts: _Optional[_Mapping[str, str]] = ...) -> None: ...

class ChangeWorkflowsRequest(_message.Message):
    __slots__ = ("environment", "namespace", "batch_id", "label_selector", "verb", "dry_run", "request_id")
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    LABEL_SELECTOR_FIELD_NUMBER: _ClassVar[int]
    VERB_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    environment: str
    namespace: str
    batch_id: str
    label_selector: str
    verb: BulkVerb
    dry_run: bool
    request_id: str
    def __init__(self, environment: _Optional[str] = ..., namespace: _Optional[str] = ..., batch_id: _Optional[str] = ..., label_selector: _Optional[str] = ..., verb: _Optional[_Union[BulkVerb, str]] = ..., dry_run: bool = ..., request_id: _Optional[str] = ...) -> None: ...

class ChangeWorkflowsResponse(_message.Message):
    __slots__ = ("result", "summary")
    RESULT_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    result: BulkResult
    summary: BulkSummary
    def __init__(self, result: _Optional[_Union[BulkResult, _Mapping]] = ..., summary: _Optional[_Union[BulkSummary, _Mapping]] = ...) -> None: ...

class BulkResult(_message.Message):
    __slots__ = ("name", "outcome", "problem")
    NAME_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    PROBLEM_FIELD_NUMBER: _ClassVar[int]
    name: str
    outcome: BulkOutcome
    problem: BatchProblem
    def __init__(self, name: _Optional[str] = ..., outcome: _Optional[_Union[BulkOutcome, str]] = ..., problem: _Optional[_Union[BatchProblem, _Mapping]] = ...) -> None: ...

class BulkSummary(_message.Message):
    __slots__ = ("matched", "selected", "done", "refused", "failed", "dry_run", "replayed")
    MATCHED_FIELD_NUMBER: _ClassVar[int]
    SELECTED_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    matched: int
    selected: int
    done: int
    refused: int
    failed: int
    dry_run: bool
    replayed: int
    def __init__(self, matched: _Optional[int] = ..., selected: _Optional[int] = ..., done: _Optional[int] = ..., refused: _Optional[int] = ..., failed: _Optional[int] = ..., dry_run: bool = ..., replayed: _Optional[int] = ...) -> None: ...
