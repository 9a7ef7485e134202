package io.tiphys.gateway.grpc;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.observability.ApiKind;
import io.tiphys.gateway.observability.CallRecord;
import java.time.Duration;

/** What becomes known of a call while it is served, for its record. Thread-safe. */
final class CallFacts {
    private volatile String caller = "";
    private volatile String environment = "";
    private volatile String namespace = "";
    private volatile String outcome = "";

    /** The caller was let into an environment. */
    void admitted(CallContext admission, String namespaceNamed) {
        caller(admission);
        environment = admission.environment().name();
        namespace = namespaceNamed;
    }

    /** The caller is known. */
    void caller(CallContext admission) {
        caller = admission.caller().displayName();
    }

    /** The call is answered with this failure. */
    void failed(ErrorReason reason) {
        outcome = reason.name();
    }

    /** The call is answered, and nobody said with which failure. */
    void answered(String status) {
        if (outcome.isEmpty()) {
            outcome = status;
        }
    }

    CallRecord record(String operation, String requestId, Duration duration) {
        return new CallRecord(ApiKind.GRPC, operation, requestId, caller, environment, namespace, outcome, duration);
    }
}
