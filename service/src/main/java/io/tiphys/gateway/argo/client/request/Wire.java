package io.tiphys.gateway.argo.client.request;

/** How a request is written, and its answer. */
public enum Wire {
    /** HTTP with JSON: HTTP/1.1 without TLS, and with TLS what the server chooses. */
    JSON,
    /** gRPC over HTTP/2, with prior knowledge where there is no TLS. */
    GRPC
}
