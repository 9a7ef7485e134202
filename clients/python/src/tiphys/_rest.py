"""The REST transport: for where gRPC does not get through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from tiphys._http import Http, problem_of, violation
from tiphys._transport import Document, LogQuery, Options, Rerun, Target
from tiphys.errors import ConfigurationError, NotFound
from tiphys.models import (
    BatchChange,
    BatchOutput,
    Check,
    Environment,
    EnvironmentCheck,
    FileFindings,
    Finding,
    Identity,
    LogLine,
    MissingPermission,
    NumberRange,
    Page,
    PermittedOperations,
    Preflight,
    Submission,
    WorkflowState,
)


class RestTransport:
    """Calls /v1 over HTTP/1.1. Its paths name an environment and a namespace, so the defaults are asked for once."""

    name = "rest"

    def __init__(self, http: Http) -> None:
        self._http = http
        self._known: list[Environment] | None = None

    def environments(self, options: Options) -> list[Environment]:
        answer = self._http.json("GET", "/v1/environments", options)
        self._known = [
            Environment(
                one["name"],
                one["defaultNamespace"] or "",
                tuple(one["namespaces"]),
                one["credentialMode"],
                one["isDefault"],
            )
            for one in answer["environments"]
        ]
        return self._known

    def whoami(self, environment: str, options: Options) -> Identity:
        query = f"?environment={quote(environment, '')}" if environment else ""
        answer = self._http.json("GET", f"/v1/whoami{query}", options)
        return Identity(
            answer["environment"],
            answer["user"],
            answer["tokenKind"].lower().replace("_", "-"),
            answer.get("issuer") or "",
            answer.get("expiresAt") or "",
            tuple(answer["groups"]),
            answer.get("serviceAccount") or "",
            answer.get("accountRule") or "",
            tuple(
                PermittedOperations(
                    one["namespace"], tuple(one["allowed"]), tuple(one["denied"]), tuple(one["undecided"])
                )
                for one in answer["namespaces"]
            ),
            answer["note"],
        )

    def _environment(self, name: str, options: Options) -> Environment:
        known = self._known if self._known is not None else self.environments(options)
        for one in known:
            if one.name == name or (not name and one.is_default):
                return one
        if name:
            return Environment(name, "", (), "", False)
        raise NotFound("ENVIRONMENT_NOT_FOUND", "No environment was named, and the gateway has no default one.")

    def _workflows(self, target: Target, options: Options) -> str:
        environment, namespace = target.environment, target.namespace
        if not (environment and namespace):
            found = self._environment(environment, options)
            environment, namespace = found.name, namespace or found.default_namespace
        if not namespace:
            raise ConfigurationError(
                f"No namespace was named, and environment '{environment}' has no default one.", "Give namespace=."
            )
        return f"/v1/environments/{quote(environment, '')}/namespaces/{quote(namespace, '')}/workflows"

    def batches(self, target: Target, options: Options) -> str:
        """The path of the batches of a namespace."""
        return self._workflows(target, options).removesuffix("workflows") + "batches"

    def _workflow(self, target: Target, name: str, options: Options) -> str:
        return f"{self._workflows(target, options)}/{quote(name, '')}"

    def check_environment(self, environment: str, options: Options) -> EnvironmentCheck:
        name = self._environment(environment, options).name
        answer = self._http.json("GET", f"/v1/environments/{quote(name, '')}/preflight", options)
        checks = tuple(
            Check(one["check"], one["passed"], one["message"], one.get("reason") or "") for one in answer["findings"]
        )
        return EnvironmentCheck(answer["environment"], answer["ready"], checks)

    def submit(self, target: Target, document: Document, validate_only: bool, options: Options) -> Submission:
        path = self._workflows(_with_own_namespace(target, document), options)
        query = "?validateOnly=true" if validate_only else ""
        answer = self._http.json("POST", path + query, options, document.content, _media(document))
        found = answer.get("preflight")
        return Submission(
            _state(answer["workflow"]),
            answer["submissionId"],
            tuple(map(_finding, answer.get("warnings") or ())),
            _preflight(found) if found else None,
            bool(answer.get("replayed")),
        )

    def preflight(self, target: Target, document: Document, options: Options) -> Preflight:
        path = self._workflows(_with_own_namespace(target, document), options)
        return _preflight(self._http.json("POST", path + ":preflight", options, document.content, _media(document)))

    def get(self, target: Target, name: str, options: Options) -> WorkflowState:
        return _state(self._http.json("GET", self._workflow(target, name, options), options))

    def page(self, target: Target, selector: str, prefix: str, size: int, page_token: str, options: Options) -> Page:
        query = {"labelSelector": selector, "namePrefix": prefix, "pageSize": size or "", "pageToken": page_token}
        answer = self._http.json("GET", self._workflows(target, options) + _query(query), options)
        return Page(tuple(map(_state, answer["workflows"])), answer.get("nextPageToken") or "")

    def watch(self, target: Target, name: str, version: str, options: Options) -> Iterator[tuple[str, WorkflowState]]:
        path = f"{self._workflow(target, name, options)}:watch" + _query({"resourceVersion": version})
        for data in self._events(path, "change", options):
            yield data["type"], _state(data["workflow"])

    def logs(self, target: Target, name: str, query: LogQuery, options: Options) -> Iterator[LogLine]:
        words = {
            "podName": query.pod,
            "container": query.container,
            "follow": "true" if query.follow else "",
            "tailLines": query.tail or "",
            "grep": query.grep,
        }
        for data in self._events(f"{self._workflow(target, name, options)}/logs{_query(words)}", "line", options):
            yield LogLine(data["podName"], data["content"])

    def _events(self, path: str, wanted: str, options: Options) -> Iterator[Any]:
        import email.message
        import json

        for kind, data in self._http.events(path, options):
            if kind == "error":
                raise problem_of(data.get("status", 500), email.message.Message(), json.dumps(data).encode())
            if kind == "end":
                return
            if kind == wanted:
                yield data

    def _post(self, verb: str, target: Target, name: str, body: Mapping[str, Any], options: Options) -> WorkflowState:
        path = f"{self._workflow(target, name, options)}:{verb}"
        return _state(self._http.json("POST", path, options, body))

    def stop(self, target: Target, name: str, message: str, options: Options) -> WorkflowState:
        return self._post("stop", target, name, {"message": message} if message else {}, options)

    def simple(self, verb: str, target: Target, name: str, options: Options) -> WorkflowState:
        return self._post(verb, target, name, {}, options)

    def retry(self, target: Target, name: str, rerun: Rerun, options: Options) -> WorkflowState:
        body = {
            "restartSuccessful": rerun.restart_successful or None,
            "nodeFieldSelector": rerun.node_field_selector or None,
            "parameters": list(rerun.parameters) or None,
        }
        return self._post("retry", target, name, {key: value for key, value in body.items() if value}, options)

    def resubmit(self, target: Target, name: str, rerun: Rerun, options: Options) -> WorkflowState:
        body = {"memoized": rerun.memoized or None, "parameters": list(rerun.parameters) or None}
        return self._post("resubmit", target, name, {key: value for key, value in body.items() if value}, options)

    def delete(self, target: Target, name: str, options: Options) -> None:
        self._http.json("DELETE", self._workflow(target, name, options), options)

    def outputs(self, target: Target, batch: str, wait: bool, options: Options) -> Iterator[BatchOutput]:
        from tiphys._batch import read_outputs

        path = f"{self.batches(target, options)}/{quote(batch, '')}/outputs" + _query({"wait": "true" if wait else ""})
        return read_outputs(self._http, path, options)

    def retry_batch(self, target: Target, batch: str, options: Options) -> Iterator[BatchChange]:
        from tiphys._batch import read_changes

        return read_changes(self._http, f"{self.batches(target, options)}/{quote(batch, '')}:retry", options)

    def lint(self, environment: str, files: Sequence[tuple[str, bytes]], options: Options) -> list[FileFindings]:
        name = self._environment(environment, options).name
        body = {"files": [{"name": one, "content": content.decode()} for one, content in files]}
        answer = self._http.json("POST", f"/v1/environments/{quote(name, '')}:lintFiles", options, body)
        return [
            FileFindings(one["name"], one["valid"], tuple(map(_finding, one["findings"]))) for one in answer["files"]
        ]

    def close(self) -> None:
        self._known = None


def _media(document: Document) -> str:
    return "application/json" if document.json else "application/yaml"


def _with_own_namespace(target: Target, document: Document) -> Target:
    if target.namespace or not document.json:
        return target
    import json

    metadata = json.loads(document.content).get("metadata") or {}
    return Target(target.environment, metadata.get("namespace") or "")


def _query(values: Mapping[str, Any]) -> str:
    given = {key: value for key, value in values.items() if value != ""}
    return "?" + urlencode(given) if given else ""


def _state(value: Mapping[str, Any]) -> WorkflowState:
    return WorkflowState(
        value["namespace"],
        value["name"],
        value["uid"],
        value["resourceVersion"],
        value["phase"] or "Pending",
        value["progress"],
        value["message"],
        value.get("workflow") or {},
    )


def _finding(value: Mapping[str, Any]) -> Finding:
    base = violation(value)
    missing = tuple(
        MissingPermission(
            right["user"], right["verb"], right["group"], right["resource"], right["namespace"], right["name"]
        )
        for right in value.get("missingPermissions") or ()
    )
    return Finding(
        base.rule, base.severity, base.message, base.pointer, base.line, base.column, base.hint, base.link, missing
    )


def _range(value: Mapping[str, Any]) -> NumberRange:
    return NumberRange(value["least"], value.get("most"))


def _preflight(value: Mapping[str, Any]) -> Preflight:
    cost = value["cost"]
    return Preflight(
        value["environment"],
        value["namespace"],
        value["runnable"],
        tuple(map(_finding, value["findings"])),
        _range(cost["pods"]),
        _range(cost["cpuMillis"]),
        _range(cost["memoryBytes"]),
        value.get("manifest") or "",
        value.get("checkManifest") or "",
    )
