package io.tiphys.gateway.server.call;

/** The API that a call is for. */
public enum ApiKind {
    /** The Tiphys API over HTTP, with its documentation pages. */
    REST("rest"),
    /** The Tiphys API over gRPC, with health and reflection. */
    GRPC("grpc"),
    /** The API of Argo's own clients, over HTTP or gRPC. */
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
