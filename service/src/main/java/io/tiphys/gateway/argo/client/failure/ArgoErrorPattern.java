package io.tiphys.gateway.argo.client.failure;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Known error patterns: the meaning of the Argo Server's messages where its codes are not precise. The server answers 500
 * for many errors of the caller, and maps each 409 of Kubernetes to ALREADY_EXISTS and each other 4xx to INVALID_ARGUMENT
 * (argo-workflows v4.0.5, {@code server/utils/errors.go}, {@code workflow/util/util.go}; Kubernetes 1.36 for its own texts).
 */
enum ArgoErrorPattern {
    TOO_LARGE(
            "etcdserver: request is too large|Request entity too large|(trying to send|received) message larger than max"
                    + "|workflow is longer than maximum allowed size",
            2,
            3,
            8,
            13),
    WATCH_TOO_OLD("too old resource version|The resourceVersion for the provided watch is too old", 3, 9, 11, 13),
    QUOTA_USED_UP("exceeded quota:", 7),
    NAMESPACE_ENDING("because it is being terminated", 7),
    NAMESPACE_MISSING("namespaces? \"[^\"]*\" not found", 5),
    DENIED_BY_POLICY("denied the request|denied request:", 3, 7),
    CHANGED_MEANWHILE(
            "Operation cannot be fulfilled on|the object has been modified|not able to generate a unique name",
            3,
            6,
            10,
            13),
    STATE_UNSUITABLE(
            "^(timed out waiting for the condition: )?("
                    + "cannot suspend completed workflows|cannot shutdown a completed workflow|Cannot retry a workflow in phase"
                    + "|To retry a succeeded workflow|workflow must be Failed/Error to resubmit"
                    + "|currently, set only targets suspend nodes|raw output parameter '[^']*' has not been set)",
            3,
            9,
            13),
    OTHER_INSTANCE("is not managed by the current Argo Server$", 3),
    REQUEST_WRONG(
            "^(invalid selector|invalid field selector|expected parameter of the form|failed to compile"
                    + "|unable to parse requirement|resourceVersion: Invalid value)",
            2,
            13),
    /** The Argo Server did not reach Kubernetes, so nothing was done. */
    KUBERNETES_UNREACHABLE(
            "connect: connection refused|no such host|no route to host|network is unreachable", 2, 13, 14),
    /** The connection broke after the Argo Server had passed the request on. */
    CUT_MIDWAY(
            "transport is closing|error reading from server|connection reset|broken pipe|EOF|i/o timeout"
                    + "|context deadline exceeded|context canceled|client connection lost|request timed out|leader changed"
                    + "|disconnect/reset before headers",
            1,
            2,
            13,
            14);

    private final Pattern text;
    private final Set<Integer> codes;

    /** @param codes the gRPC codes with which the text has this meaning; with other codes the text may come from a caller */
    ArgoErrorPattern(String text, Integer... codes) {
        this.text = Pattern.compile(text);
        this.codes = Set.of(codes);
    }

    /** Whether a response with this code matches the pattern. */
    boolean in(int code, String message) {
        return codes.contains(code) && text.matcher(message).find();
    }
}
