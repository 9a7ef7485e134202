package io.tiphys.client;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Why a call failed. The first ones are the gateway's own, described in {@code docs/errors.md}. */
public enum Reason {
    /** The request is not valid. */
    REQUEST_INVALID,
    /** The request is too large. */
    REQUEST_TOO_LARGE,
    /** The address of the request is too long. */
    REQUEST_LINE_TOO_LONG,
    /** The headers of the request are too large. */
    REQUEST_HEADERS_TOO_LARGE,
    /** The request did not arrive completely within its timeout. */
    REQUEST_STALLED,
    /** The media type is not supported. */
    MEDIA_TYPE_UNSUPPORTED,
    /** There is nothing at this address. */
    ROUTE_NOT_FOUND,
    /** The method is not allowed here. */
    METHOD_NOT_ALLOWED,
    /** The call carries no token. */
    CALLER_UNKNOWN,
    /** The token is not valid. */
    TOKEN_INVALID,
    /** This kind of token cannot be used here. */
    TOKEN_KIND_UNSUPPORTED,
    /** The Argo Server refuses the caller's token. */
    TOKEN_REFUSED_BY_ARGO,
    /** There is no such environment. */
    ENVIRONMENT_NOT_FOUND,
    /** The environment does not serve this namespace. */
    NAMESPACE_NOT_MANAGED,
    /** There is no such namespace. */
    NAMESPACE_NOT_FOUND,
    /** A permission is missing. */
    ACCESS_DENIED,
    /** The caller may not use the environment's service account. */
    SERVICE_ACCOUNT_USE_DENIED,
    /** The caller's permissions could not be decided. */
    ACCESS_UNDECIDED,
    /** The environment's service account does not exist. */
    SERVICE_ACCOUNT_NOT_FOUND,
    /** The service account has no token secret. */
    SERVICE_ACCOUNT_SECRET_NOT_FOUND,
    /** No credential is available for the Argo Server. */
    CREDENTIAL_UNAVAILABLE,
    /** The gateway does not have a permission that it needs. */
    CREDENTIAL_FORBIDDEN,
    /** The Argo Server refuses the gateway's credential. */
    CREDENTIAL_REFUSED,
    /** The document cannot be read. */
    WORKFLOW_MALFORMED,
    /** The workflow is not valid. */
    WORKFLOW_INVALID,
    /** The workflow is too large. */
    WORKFLOW_TOO_LARGE,
    /** Argo refuses the request. */
    WORKFLOW_REFUSED_BY_ARGO,
    /** There is no such workflow. */
    WORKFLOW_NOT_FOUND,
    /** A workflow of this name already exists. */
    WORKFLOW_ALREADY_EXISTS,
    /** The object was changed at the same time. */
    WORKFLOW_CONFLICT,
    /** The idempotency key was used for another request. */
    IDEMPOTENCY_KEY_REUSED,
    /** The outcome of an earlier call cannot be read. */
    IDEMPOTENCY_RECORD_UNREADABLE,
    /** The workflow's state does not allow the operation. */
    WORKFLOW_STATE_UNSUITABLE,
    /** The resume token is too old. */
    WATCH_EXPIRED,
    /** The stream was read too slowly. */
    READER_TOO_SLOW,
    /** A quota of the namespace is used up. */
    QUOTA_EXCEEDED,
    /** The namespace, or the caller in the namespace, has reached its limit of unfinished workflows. */
    TOO_MANY_WORKFLOWS,
    /** The environment has reached its limit of calls. */
    TOO_MANY_CALLS,
    /** The Argo Server or Kubernetes limits the rate. */
    ARGO_THROTTLED,
    /** The Argo Server cannot be reached. */
    ARGO_UNAVAILABLE,
    /** The circuit breaker is open. */
    ARGO_CIRCUIT_OPEN,
    /** The Argo Server failed. */
    ARGO_BROKEN,
    /** The Kubernetes API server cannot be reached. */
    KUBERNETES_UNAVAILABLE,
    /** The issuer of the token cannot be reached. */
    ISSUER_UNAVAILABLE,
    /** The gateway is being stopped. */
    GATEWAY_STOPPING,
    /** The outcome is unknown. */
    OUTCOME_UNKNOWN,
    /** The deadline passed. */
    DEADLINE_EXCEEDED,
    /** The caller disconnected. */
    CANCELLED,
    /** The gateway failed. */
    INTERNAL,

    /** Of this client: the gateway could not be reached, or the connection broke during a call that is safe to repeat. */
    GATEWAY_UNREACHABLE,
    /** Of this client: a newer gateway sent an unknown reason; {@link TiphysException#reasonCode()} has it. */
    UNKNOWN;

    private static final Map<String, Reason> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Reason::name, Function.identity()));

    /** The reason of this code; {@link #UNKNOWN} when this client does not know it. */
    public static Reason of(String code) {
        return BY_CODE.getOrDefault(code, UNKNOWN);
    }
}
