"""Turns the messages of tiphys.v1 into the values of tiphys.models."""

from __future__ import annotations

import json

from tiphys.errors import TiphysError, error_class
from tiphys.models import (
    BatchChange,
    BatchOutput,
    Check,
    Environment,
    EnvironmentCheck,
    FileFindings,
    Finding,
    Identity,
    MissingPermission,
    NumberRange,
    PermittedOperations,
    Preflight,
    Submission,
    WorkflowState,
)
from tiphys.v1 import batch_service_pb2 as batches
from tiphys.v1 import environment_service_pb2 as environments
from tiphys.v1 import error_reason_pb2 as reasons
from tiphys.v1 import identity_service_pb2 as identities
from tiphys.v1 import lint_service_pb2 as lint
from tiphys.v1 import workflow_service_pb2 as workflows


def workflow_state(message: workflows.Workflow) -> WorkflowState:
    return WorkflowState(
        message.namespace,
        message.name,
        message.uid,
        message.resource_version,
        message.phase or "Pending",
        message.progress,
        message.message,
        json.loads(message.json) if message.json else {},
    )


def finding(message: workflows.WorkflowFinding) -> Finding:
    severity = workflows.FindingSeverity.Name(message.severity).removeprefix("FINDING_SEVERITY_")
    missing = tuple(
        MissingPermission(r.user, r.verb, r.group, r.resource, r.namespace, r.name) for r in message.missing_permissions
    )
    return Finding(
        message.rule,
        severity,
        message.message,
        message.pointer,
        message.line,
        message.column,
        message.hint,
        message.link,
        missing,
    )


def _range(message: workflows.NumberRange) -> NumberRange:
    return NumberRange(message.least, message.most if message.HasField("most") else None)


def preflight(message: workflows.WorkflowPreflight) -> Preflight:
    return Preflight(
        message.environment,
        message.namespace,
        message.runnable,
        tuple(map(finding, message.findings)),
        _range(message.cost.pods),
        _range(message.cost.cpu_millis),
        _range(message.cost.memory_bytes),
        message.manifest,
        message.check_manifest,
    )


def submission(message: workflows.SubmitWorkflowResponse, replayed: bool) -> Submission:
    return Submission(
        workflow_state(message.workflow),
        message.submission_id,
        tuple(map(finding, message.warnings)),
        preflight(message.preflight) if message.HasField("preflight") else None,
        replayed,
    )


def file_findings(message: lint.LintFilesResponse) -> FileFindings:
    return FileFindings(message.name, message.valid, tuple(map(finding, message.findings)))


def batch_output(message: batches.BatchOutputsRow) -> BatchOutput:
    return BatchOutput(
        message.index,
        message.name,
        message.phase,
        dict(message.parameters),
        dict(message.outputs),
        dict(message.artifacts),
    )


def batch_change(message: batches.BulkResult) -> BatchChange:
    outcome = batches.BulkOutcome.Name(message.outcome).removeprefix("BULK_OUTCOME_").lower()
    return BatchChange(message.name, outcome, _problem(message.problem) if message.HasField("problem") else None)


def _problem(message: batches.BatchProblem) -> TiphysError:
    return error_class(message.reason)(
        message.reason,
        message.detail,
        findings=[
            Finding(one.rule, "ERROR", one.message, one.pointer, one.line, one.column, one.hint)
            for one in message.violations
        ],
        manifest=message.manifest or None,
        retryable=message.retryable,
        metadata=dict(message.metadata),
    )


def environment(message: environments.Environment) -> Environment:
    mode = environments.CredentialMode.Name(message.credential_mode).removeprefix("CREDENTIAL_MODE_")
    return Environment(
        message.name,
        message.default_namespace,
        tuple(message.namespaces),
        mode.lower().replace("_", "-"),
        message.is_default,
    )


def identity(message: identities.WhoAmIResponse) -> Identity:
    kind = identities.TokenKind.Name(message.token_kind).removeprefix("TOKEN_KIND_")
    return Identity(
        message.environment,
        message.user,
        kind.lower().replace("_", "-"),
        message.issuer,
        message.expires_at,
        tuple(message.groups),
        message.service_account,
        message.account_rule,
        tuple(
            PermittedOperations(one.namespace, tuple(one.allowed), tuple(one.denied), tuple(one.undecided))
            for one in message.namespaces
        ),
        message.note,
    )


def environment_check(message: environments.PreflightResponse) -> EnvironmentCheck:
    checks = tuple(Check(one.check, one.passed, one.message, _reason(one.reason)) for one in message.findings)
    return EnvironmentCheck(message.environment, message.ready, checks)


def _reason(value: int) -> str:
    if value == 0:
        return ""
    known = reasons.ErrorReason.DESCRIPTOR.values_by_number.get(value)
    return known.name.removeprefix("ERROR_REASON_") if known else str(value)
