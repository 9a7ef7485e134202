package io.tiphys.gateway.observability;

/** By which door a call came in. */
public enum ApiKind {
    /** HTTP and JSON. */
    REST("rest"),
    /** gRPC. */
    GRPC("grpc"),
    /** What Argo's own clients speak, over HTTP or gRPC. */
    ARGO("argo");

    private final String wireName;

    ApiKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name in metrics and in the audit line. */
    public String wireName() {
        return wireName;
    }
}
