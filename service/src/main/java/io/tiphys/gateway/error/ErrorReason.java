package io.tiphys.gateway.error;

/**
 * Every reason that a call can fail for. The name is the wire code on REST ({@code reason}), gRPC
 * ({@code ErrorInfo.reason}) and in the clients; it never changes its meaning. {@code docs/errors.md} is generated from
 * this table, and tests hold the proto enum and the OpenAPI enum against it.
 */
public enum ErrorReason {
    REQUEST_INVALID(
            ErrorKind.INVALID,
            "The request is not valid",
            "A parameter, header or field has a value that cannot be used.",
            "Correct each violation."),
    REQUEST_TOO_LARGE(
            ErrorKind.TOO_LARGE,
            "The request is too large",
            "The body is larger than what the gateway reads.",
            "Send less: a workflow must be smaller than 1 MiB."),
    REQUEST_LINE_TOO_LONG(
            ErrorKind.ADDRESS_TOO_LONG,
            "The address of the request is too long",
            "The first line of the request is longer than what the gateway reads.",
            "Shorten the query, or make the call over gRPC, where it is part of the message."),
    REQUEST_HEADERS_TOO_LARGE(
            ErrorKind.HEADERS_TOO_LARGE,
            "The headers of the request are too large",
            "The headers of the request, or the metadata of the call, are larger than what the gateway reads.",
            "Send fewer or shorter headers. Look for cookies and tokens that have grown."),
    REQUEST_STALLED(
            ErrorKind.INCOMPLETE,
            "The request stood still",
            "The request did not come as a whole in the time that a request has.",
            "Send the request again as a whole."),
    MEDIA_TYPE_UNSUPPORTED(
            ErrorKind.UNSUPPORTED_MEDIA_TYPE,
            "The media type is not supported",
            "The body is neither JSON nor YAML.",
            "Send Content-Type application/json or application/yaml."),
    ROUTE_NOT_FOUND(
            ErrorKind.NOT_FOUND,
            "The address does not exist",
            "No resource of the API has this path.",
            "See the API page at /docs, or /docs/openapi.yaml, for the paths."),
    METHOD_NOT_ALLOWED(
            ErrorKind.UNSUPPORTED_METHOD,
            "The method is not allowed here",
            "The path exists, but not with this HTTP method.",
            "See the API page at /docs, or /docs/openapi.yaml, for the methods."),
    CALLER_UNKNOWN(
            ErrorKind.UNAUTHENTICATED,
            "The call carries no token",
            "The caller could not be authenticated, because the call has no bearer token.",
            "Send the header or metadata 'authorization: Bearer <token>', for example with the output of 'kubectl create token'."),
    TOKEN_INVALID(
            ErrorKind.UNAUTHENTICATED,
            "The token is not valid",
            "Neither Kubernetes nor an issuer or JupyterHub of the environment accepts the token: it is expired, malformed, revoked, signed with another key or made for another audience.",
            "Get a new token for the audience of the Kubernetes API server, or from the environment's issuer or JupyterHub for the gateway, and repeat the call."),
    TOKEN_KIND_UNSUPPORTED(
            ErrorKind.UNAUTHENTICATED,
            "This kind of token cannot be used here",
            "The gateway verifies tokens of Kubernetes, of configured OpenID Connect issuers and of configured JupyterHubs. An Argo single sign-on token works only in environments of mode 'direct'.",
            "Call with a Kubernetes token, or choose an environment of mode 'direct'."),
    TOKEN_REFUSED_BY_ARGO(
            ErrorKind.UNAUTHENTICATED,
            "The Argo Server refuses the caller's token",
            "The environment forwards the caller's own token, and the Argo Server does not accept it.",
            "Get a new token from the Argo Server's user page, or use a Kubernetes token."),
    ENVIRONMENT_NOT_FOUND(
            ErrorKind.NOT_FOUND,
            "The environment does not exist",
            "No environment of submission has this name, or the call names none and there is no default environment.",
            "Choose one of the environments that GET /v1/environments lists."),
    NAMESPACE_NOT_MANAGED(
            ErrorKind.FORBIDDEN,
            "The environment does not serve this namespace",
            "The operator limits the environment to other namespaces.",
            "Use one of the namespaces that the response names, or another environment."),
    NAMESPACE_NOT_FOUND(
            ErrorKind.NOT_FOUND,
            "The namespace does not exist",
            "The namespace does not exist in the environment's cluster.",
            "Correct the name, or ask an administrator to create the namespace."),
    ACCESS_DENIED(
            ErrorKind.FORBIDDEN,
            "A permission is missing",
            "According to Kubernetes, the account does not have a permission that this call needs.",
            "Ask an administrator to apply the manifest of the response: it grants exactly the missing permissions."),
    SERVICE_ACCOUNT_USE_DENIED(
            ErrorKind.FORBIDDEN,
            "The caller may not use the environment's service account",
            "The environment acts as a service account. Neither the environment's allowed-callers nor a Kubernetes permission to impersonate the account includes this caller.",
            "Ask an administrator to apply the manifest of the response, or to add the caller to the environment's allowed-callers."),
    ACCESS_UNDECIDED(
            ErrorKind.UNAVAILABLE,
            "The caller's permissions could not be decided",
            "Kubernetes did not answer the permission review. An undecided review never allows a call.",
            "Repeat the call later. If the error persists, ask the operator to check the environment's preflight."),
    SERVICE_ACCOUNT_NOT_FOUND(
            ErrorKind.PRECONDITION,
            "The environment's service account does not exist",
            "The service account that the environment acts as does not exist in the namespace.",
            "Ask an administrator to create the account that the response names."),
    SERVICE_ACCOUNT_SECRET_NOT_FOUND(
            ErrorKind.PRECONDITION,
            "The service account has no token secret",
            "Kubernetes creates no token secrets for service accounts since version 1.24, and no secret was created manually.",
            "Ask an administrator to apply the manifest of the response, or, preferably, to set the environment's mode to token-request."),
    CREDENTIAL_UNAVAILABLE(
            ErrorKind.UNAVAILABLE,
            "No credential is available for the Argo Server",
            "The Kubernetes API server did not answer the request for a token, or the configured token file cannot be read.",
            "Repeat the call later. Nothing was sent to Argo."),
    CREDENTIAL_FORBIDDEN(
            ErrorKind.UPSTREAM_BROKEN,
            "The gateway does not have a permission that it needs",
            "The gateway's own account may not read or create the credential that the environment uses.",
            "Ask the operator to apply the Role of the credential mode from manifests/."),
    CREDENTIAL_REFUSED(
            ErrorKind.UPSTREAM_BROKEN,
            "The Argo Server refuses the gateway's credential",
            "The Argo Server does not accept the gateway's token, not even a new one.",
            "Ask the operator to check the environment's audiences and the auth mode of the Argo Server."),
    WORKFLOW_MALFORMED(
            ErrorKind.INVALID,
            "The document cannot be read",
            "The document is not well-formed JSON or YAML, or uses a construct that is refused for safety.",
            "Correct the document at the line and column of the violation."),
    WORKFLOW_INVALID(
            ErrorKind.INVALID,
            "The workflow is not valid",
            "The document can be read, but the workflow may not be submitted.",
            "Correct each violation. The list is complete as far as the document could be checked."),
    WORKFLOW_TOO_LARGE(
            ErrorKind.TOO_LARGE,
            "The workflow is too large",
            "Argo stores a workflow as one object of at most 1 MiB, and never compresses its specification.",
            "Move large parts to artifacts, config maps or workflow templates, or loop with withItems or withParam."),
    WORKFLOW_REFUSED_BY_ARGO(
            ErrorKind.INVALID,
            "Argo refuses the request",
            "The validation of the Argo Server or of Kubernetes refused the request.",
            "Correct the request as the detail says."),
    WORKFLOW_NOT_FOUND(
            ErrorKind.NOT_FOUND,
            "The workflow does not exist",
            "The namespace has no workflow of this name, or an object that the call refers to does not exist.",
            "Check the name and the namespace. A ttlStrategy may have deleted a finished workflow."),
    WORKFLOW_ALREADY_EXISTS(
            ErrorKind.CONFLICT,
            "A workflow of this name already exists",
            "The workflow has a fixed name, and a workflow of this name exists.",
            "Choose another name, or use generateName."),
    WORKFLOW_CONFLICT(
            ErrorKind.CONFLICT,
            "The object was changed at the same time",
            "Kubernetes refused the change, because the object or a quota changed in the meantime. Nothing was done.",
            "Repeat the call."),
    IDEMPOTENCY_KEY_REUSED(
            ErrorKind.CONFLICT,
            "The idempotency key was used for another request",
            "A workflow of this key exists, and it was made by a request that differs. Nothing was done.",
            "Use a new key for a new request; the violations name the fields that differ."),
    IDEMPOTENCY_RECORD_UNREADABLE(
            ErrorKind.CONFLICT,
            "The outcome of an earlier call cannot be read",
            "The workflow that the idempotency key names exists. The permission to get workflows, which the comparison of the requests needs, is missing. Nothing was done.",
            "If the key was used for this request alone, the workflow that the answer names is its outcome. To have it confirmed, get the permission to get workflows."),
    WORKFLOW_STATE_UNSUITABLE(
            ErrorKind.PRECONDITION,
            "The workflow's state does not allow the operation",
            "For example, a running workflow cannot be retried, and a finished workflow cannot be suspended.",
            "Check the phase of the workflow."),
    WATCH_EXPIRED(
            ErrorKind.PRECONDITION,
            "The resume token is too old",
            "Kubernetes no longer keeps the events since that resource version.",
            "Open the watch again without a resource version."),
    READER_TOO_SLOW(
            ErrorKind.THROTTLED,
            "The stream was read too slowly",
            "Readers share a stream, and the gateway buffers a bounded part of it. The events that this reader has not read yet are no longer buffered.",
            "Reopen a watch with the resourceVersion of the response: no event is lost. Reopen a log from its beginning."),
    QUOTA_EXCEEDED(
            ErrorKind.THROTTLED,
            "A quota of the namespace is used up",
            "Kubernetes refused to create the object because of a resource quota. Nothing was created.",
            "Delete finished workflows or ask for a larger quota, then repeat the call."),
    TOO_MANY_WORKFLOWS(
            ErrorKind.THROTTLED,
            "Too many workflows are unfinished",
            "The namespace, or the caller in the namespace, has reached its limit of unfinished workflows. Nothing was created.",
            "Wait until workflows have finished, or stop some, then repeat the call after the time that the response names."),
    TOO_MANY_CALLS(
            ErrorKind.THROTTLED,
            "The environment has reached its limit of calls",
            "The number of concurrent calls to this environment's Argo Server has reached the limit.",
            "Repeat the call after the time that the response names."),
    ARGO_THROTTLED(
            ErrorKind.THROTTLED,
            "The Argo Server or Kubernetes limits the rate",
            "The response was that there are too many requests.",
            "Repeat the call after the time that the response names."),
    ARGO_UNAVAILABLE(
            ErrorKind.UNAVAILABLE,
            "The Argo Server cannot be reached",
            "The connection failed, or the Argo Server answered that it is unavailable. Nothing was done.",
            "Repeat the call later. GET /v1/environments/{environment}/preflight shows the cause."),
    ARGO_CIRCUIT_OPEN(
            ErrorKind.UNAVAILABLE,
            "The circuit breaker is open",
            "Too many recent calls to the Argo Server failed, so calls are suspended until it recovers. Nothing was sent.",
            "Repeat the call after the time that the response names."),
    ARGO_BROKEN(
            ErrorKind.UPSTREAM_BROKEN,
            "The Argo Server failed",
            "The Argo Server reported an internal error or sent a response that cannot be understood.",
            "Send the instance id of the response to the operator."),
    KUBERNETES_UNAVAILABLE(
            ErrorKind.UNAVAILABLE,
            "The Kubernetes API server cannot be reached",
            "The Kubernetes API server did not answer, so the caller could not be authenticated. Nothing was done.",
            "Repeat the call later. GET /v1/environments/{environment}/preflight shows the cause."),
    ISSUER_UNAVAILABLE(
            ErrorKind.UNAVAILABLE,
            "The issuer of the token, or the JupyterHub, cannot be reached",
            "The keys of the token's OpenID Connect issuer could not be read, or not yet again, or the environment's JupyterHub did not answer, so the caller could not be authenticated. Nothing was done.",
            "Repeat the call after the time that the response names. If the error persists, ask the operator to check the issuer or the JupyterHub."),
    GATEWAY_STOPPING(
            ErrorKind.UNAVAILABLE,
            "The gateway is stopping",
            "This process of the gateway ends, for example for an update, and with it its open streams.",
            "Reopen a watch with the last received resourceVersion. Reopen a log from its beginning."),
    OUTCOME_UNKNOWN(
            ErrorKind.TIMEOUT,
            "The outcome is unknown",
            "The request was sent, but there was no response. It may have been carried out.",
            "With an idempotency key, send the same request with the same key again. Without one, check before you repeat the call: after a submission, list the workflows with the label that the response names."),
    DEADLINE_EXCEEDED(
            ErrorKind.TIMEOUT,
            "The deadline is exceeded",
            "The call did not end within the deadline of the caller or the environment. Nothing was changed.",
            "Repeat the call with a later deadline."),
    CANCELLED(
            ErrorKind.CANCELLED,
            "The caller cancelled the call",
            "The caller cancelled the call or closed the connection.",
            "No action is needed."),
    INTERNAL(
            ErrorKind.INTERNAL,
            "The gateway failed",
            "The gateway has a fault; the request does not.",
            "Send the instance id of the response to the operator.");

    private final ErrorKind kind;
    private final String title;
    private final String meaning;
    private final String remedy;

    ErrorReason(ErrorKind kind, String title, String meaning, String remedy) {
        this.kind = kind;
        this.title = title;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The family, which decides the status code. */
    public ErrorKind kind() {
        return kind;
    }

    /** A short sentence that never varies (RFC 9457 section 3.1.3). */
    public String title() {
        return title;
    }

    /** What happened, for the reference page. */
    public String meaning() {
        return meaning;
    }

    /** What the caller can do. */
    public String remedy() {
        return remedy;
    }

    /** Whether the same call may work later without a change, and surely was not carried out. */
    public boolean retryable() {
        return switch (this) {
            case ACCESS_UNDECIDED,
                    CREDENTIAL_UNAVAILABLE,
                    WORKFLOW_CONFLICT,
                    READER_TOO_SLOW,
                    QUOTA_EXCEEDED,
                    TOO_MANY_WORKFLOWS,
                    TOO_MANY_CALLS,
                    ARGO_THROTTLED,
                    ARGO_UNAVAILABLE,
                    ARGO_CIRCUIT_OPEN,
                    KUBERNETES_UNAVAILABLE,
                    ISSUER_UNAVAILABLE,
                    GATEWAY_STOPPING,
                    DEADLINE_EXCEEDED -> true;
            default -> false;
        };
    }
}
