package io.tiphys.gateway.server.call;

/** The names of the gateway's own metrics and of their tags. Names are stable; Prometheus writes dots as underscores. */
public final class MetricNames {
    /** Timer: calls by API, operation, environment and outcome. A stream counts when it has ended. */
    public static final String CALLS = "tiphys.calls";

    /** Gauge: open streams by API; for the Argo API only shared ones. */
    public static final String OPEN_STREAMS = "tiphys.streams.open";

    /** Gauge: the current limit of concurrent workflow creations, by environment. */
    public static final String ADMISSION_LIMIT = "tiphys.admission.limit";

    /** Gauge: workflow creations under way, by environment. */
    public static final String ADMISSION_RUNNING = "tiphys.admission.running";

    /** Gauge: workflow creations that wait for their turn, by environment. */
    public static final String ADMISSION_WAITING = "tiphys.admission.waiting";

    /** Gauge: unfinished workflows in the namespaces with a limit of them, by environment. */
    public static final String ADMISSION_UNFINISHED = "tiphys.admission.unfinished";

    /** Gauge: namespaces with such a limit whose count is unknown, so that the limit is not applied; by environment. */
    public static final String ADMISSION_UNFINISHED_UNKNOWN = "tiphys.admission.unfinished.unknown";

    /** Counter: calls that were rejected to protect others, by cause. */
    public static final String REJECTIONS = "tiphys.rejections";

    /** Counter: spans of traces by outcome: exported, failed (not accepted by the collector) or dropped (too many waited). */
    public static final String SPANS = "tiphys.tracing.spans";

    /** Tag: caller-calls, caller-streams, address-calls, address-streams, failed-tokens or new-tokens. */
    public static final String CAUSE = "cause";

    /** Tag: rest, grpc or argo. */
    public static final String API = "api";

    /** Tag: the operation's id in openapi.yaml; for the Argo API the remote procedure. */
    public static final String OPERATION = "operation";

    /** Tag: the environment's name; empty until the caller is authenticated. */
    public static final String ENVIRONMENT = "environment";

    /** Tag: OK, the reason, or the name of a gRPC status that an upstream gave. */
    public static final String OUTCOME = "outcome";

    private MetricNames() {}
}
