package io.tiphys.gateway.server.call;

/** The API that a call is for. */
public enum ApiKind {
    /** The Tiphys API over HTTP, with the pages that document it. */
    REST("rest"),
    /** The Tiphys API over gRPC, with health and reflection. */
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
