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
            "Correct what the violations name."),
    REQUEST_TOO_LARGE(
            ErrorKind.TOO_LARGE,
            "The request is too large",
            "The body is larger than what the gateway reads.",
            "Send less: a workflow has to be smaller than 1 MiB."),
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
            "There is nothing at this address",
            "No resource of the API has this path.",
            "Look the path up in the API page or in openapi.yaml."),
    METHOD_NOT_ALLOWED(
            ErrorKind.UNSUPPORTED_METHOD,
            "The method is not allowed here",
            "The path exists, but not with this HTTP method.",
            "Look the method up in the API page or in openapi.yaml."),
    CALLER_UNKNOWN(
            ErrorKind.UNAUTHENTICATED,
            "The call carries no token",
            "Who calls could not be established, because no bearer token came with the call.",
            "Send the header or metadata 'authorization: Bearer <token>', for example with the output of 'kubectl create token'."),
    TOKEN_INVALID(
            ErrorKind.UNAUTHENTICATED,
            "The token is not valid",
            "Kubernetes does not accept the token: it is expired, malformed, revoked or made for another audience.",
            "Get a new token for the audience of the Kubernetes API server and call again."),
    TOKEN_KIND_UNSUPPORTED(
            ErrorKind.UNAUTHENTICATED,
            "This kind of token cannot be used here",
            "Only Kubernetes tokens can be reviewed; an Argo single sign-on token works in environments of mode 'direct' alone.",
            "Call with a Kubernetes token, or choose an environment of mode 'direct'."),
    TOKEN_REFUSED_BY_ARGO(
            ErrorKind.UNAUTHENTICATED,
            "The Argo Server refuses the caller's token",
            "The environment passes the caller's own token on, and the Argo Server does not accept it.",
            "Get a new token from the Argo Server's user page, or use a Kubernetes token."),
    ENVIRONMENT_NOT_FOUND(
            ErrorKind.NOT_FOUND,
            "There is no such environment",
            "No environment of submission has this name, or none was named and there is no default.",
            "Choose one of the environments that GET /v1/environments lists."),
    NAMESPACE_NOT_MANAGED(
            ErrorKind.FORBIDDEN,
            "The environment does not serve this namespace",
            "The operator bound the environment to other namespaces.",
            "Use one of the namespaces that the answer names, or another environment."),
    NAMESPACE_NOT_FOUND(
            ErrorKind.NOT_FOUND,
            "There is no such namespace",
            "The namespace does not exist in the environment's cluster.",
            "Correct the name, or have the namespace made."),
    ACCESS_DENIED(
            ErrorKind.FORBIDDEN,
            "A right is missing",
            "Kubernetes says that the account lacks a right that this call needs.",
            "Have an administrator apply the manifest that comes with the answer: it grants just what is missing."),
    SERVICE_ACCOUNT_USE_DENIED(
            ErrorKind.FORBIDDEN,
            "The caller may not use the environment's service account",
            "The environment acts with a service account's rights, and neither a rule of the environment nor Kubernetes lets this caller use it.",
            "Have an administrator apply the manifest that comes with the answer, or add the caller to the environment's rule."),
    ACCESS_UNDECIDED(
            ErrorKind.UNAVAILABLE,
            "The caller's rights could not be decided",
            "Kubernetes could not be asked, or gave no answer; undecided is never allowed.",
            "Call again later; if it lasts, have the operator look at the environment's preflight."),
    SERVICE_ACCOUNT_NOT_FOUND(
            ErrorKind.PRECONDITION,
            "The environment's service account does not exist",
            "The service account that the environment acts with is not in the namespace.",
            "Have an administrator make it; the answer names it."),
    SERVICE_ACCOUNT_SECRET_NOT_FOUND(
            ErrorKind.PRECONDITION,
            "The service account has no token secret",
            "Kubernetes makes no token secrets for service accounts since version 1.24, and nobody made one by hand.",
            "Have an administrator apply the manifest that comes with the answer, or better: set the environment's mode to token-request."),
    CREDENTIAL_UNAVAILABLE(
            ErrorKind.UNAVAILABLE,
            "No credential could be had for the Argo Server",
            "The Kubernetes API server did not answer when it was asked for a token, or the configured token file cannot be read.",
            "Call again later; nothing was sent to Argo."),
    CREDENTIAL_FORBIDDEN(
            ErrorKind.UPSTREAM_BROKEN,
            "The gateway lacks a right of its own",
            "The gateway's own account may not read or make the credential that the environment is configured for.",
            "Have the operator apply the Role of that credential mode from manifests/."),
    CREDENTIAL_REFUSED(
            ErrorKind.UPSTREAM_BROKEN,
            "The Argo Server refuses the gateway's credential",
            "The Argo Server does not accept the token that the gateway got for it, not even a fresh one.",
            "Have the operator check the environment's audiences and the Argo Server's auth mode."),
    WORKFLOW_MALFORMED(
            ErrorKind.INVALID,
            "The document cannot be read",
            "The document is not well-formed JSON or YAML, or uses something that is refused for safety.",
            "Correct the document at the line and column that the violation names."),
    WORKFLOW_INVALID(
            ErrorKind.INVALID,
            "The workflow is not valid",
            "The document can be read, but it is not a workflow that may be submitted here.",
            "Correct everything that the violations name; the list is complete as far as could be checked."),
    WORKFLOW_TOO_LARGE(
            ErrorKind.TOO_LARGE,
            "The workflow is too large",
            "Argo keeps a workflow as one object of at most 1 MiB, and its specification is never compressed.",
            "Move what is large into artifacts, config maps or workflow templates, or loop with withItems or withParam."),
    WORKFLOW_REFUSED_BY_ARGO(
            ErrorKind.INVALID,
            "Argo refuses the request",
            "The Argo Server's or Kubernetes' own validation says no.",
            "Correct what the detail says."),
    WORKFLOW_NOT_FOUND(
            ErrorKind.NOT_FOUND,
            "There is no such workflow",
            "The namespace has no workflow of this name, or something that the call refers to is not there.",
            "Check the name and the namespace; finished workflows may have been deleted by their ttlStrategy."),
    WORKFLOW_ALREADY_EXISTS(
            ErrorKind.CONFLICT,
            "A workflow of this name exists",
            "The workflow names itself, and the name is taken.",
            "Choose another name, or use generateName."),
    WORKFLOW_CONFLICT(
            ErrorKind.CONFLICT,
            "Somebody changed it at the same time",
            "Kubernetes refused the change because the object or a quota changed meanwhile. Nothing was done.",
            "Call again."),
    WORKFLOW_STATE_UNSUITABLE(
            ErrorKind.PRECONDITION,
            "The workflow's state does not allow it",
            "For example: a running workflow cannot be retried, a finished one cannot be suspended.",
            "Look at the workflow's phase."),
    WATCH_EXPIRED(
            ErrorKind.PRECONDITION,
            "The place to resume from is too old",
            "Kubernetes no longer keeps the events since that resource version.",
            "Start the watch again without a resource version."),
    READER_TOO_SLOW(
            ErrorKind.THROTTLED,
            "The stream was read too slowly",
            "Readers share a stream, and the gateway keeps a bounded part of it: what this reader has not read yet is kept no longer.",
            "Open a watch again behind the resource version that the answer names: nothing is missed. Open a log again from its beginning."),
    QUOTA_EXCEEDED(
            ErrorKind.THROTTLED,
            "A quota of the namespace is used up",
            "Kubernetes refused to create the object because of a resource quota. Nothing was created.",
            "Delete finished workflows or have the quota raised, then call again."),
    TOO_MANY_CALLS(
            ErrorKind.THROTTLED,
            "The environment is at its limit of calls",
            "As many calls as the operator allows are under way to this environment's Argo Server.",
            "Call again after the time that the answer names."),
    ARGO_THROTTLED(
            ErrorKind.THROTTLED,
            "The Argo Server or Kubernetes limits the rate",
            "It answered that too many requests came in.",
            "Call again after the time that the answer names."),
    ARGO_UNAVAILABLE(
            ErrorKind.UNAVAILABLE,
            "The Argo Server cannot be reached",
            "No connection could be made, or it answered that it is unavailable. Nothing was done.",
            "Call again later; GET /v1/environments/{environment}/preflight tells more."),
    ARGO_CIRCUIT_OPEN(
            ErrorKind.UNAVAILABLE,
            "Calls to the Argo Server are held back",
            "Too many of the last calls failed, so the gateway gives the Argo Server time to recover. Nothing was sent.",
            "Call again after the time that the answer names."),
    ARGO_BROKEN(
            ErrorKind.UPSTREAM_BROKEN,
            "The Argo Server answered with a fault",
            "The Argo Server reported an internal error or sent what cannot be understood.",
            "Tell the operator the instance id of the answer."),
    KUBERNETES_UNAVAILABLE(
            ErrorKind.UNAVAILABLE,
            "The Kubernetes API server cannot be reached",
            "It did not answer, so who calls could not be established. Nothing was done.",
            "Call again later; GET /v1/environments/{environment}/preflight tells more."),
    GATEWAY_STOPPING(
            ErrorKind.UNAVAILABLE,
            "The gateway is being stopped",
            "This process of the gateway ends, for example because another version takes its place, and with it the streams that it carries.",
            "Open a watch again behind the last resource version that came; open a log again from its beginning."),
    OUTCOME_UNKNOWN(
            ErrorKind.TIMEOUT,
            "It is not known whether it was done",
            "The request was sent, but no answer came back: it may have been carried out.",
            "Look before you repeat: for a submission, list the workflows with the label that the answer names."),
    DEADLINE_EXCEEDED(
            ErrorKind.TIMEOUT,
            "The time is up",
            "The call did not end within the caller's or the environment's time limit. Nothing was changed.",
            "Call again with more time."),
    CANCELLED(
            ErrorKind.CANCELLED,
            "The caller went away",
            "The caller cancelled the call or closed the connection.",
            "Nothing is to be done."),
    INTERNAL(
            ErrorKind.INTERNAL,
            "The gateway failed",
            "A fault of the gateway, not of the request.",
            "Tell the operator the instance id of the answer.");

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
                    TOO_MANY_CALLS,
                    ARGO_THROTTLED,
                    ARGO_UNAVAILABLE,
                    ARGO_CIRCUIT_OPEN,
                    KUBERNETES_UNAVAILABLE,
                    GATEWAY_STOPPING,
                    DEADLINE_EXCEEDED -> true;
            default -> false;
        };
    }
}
