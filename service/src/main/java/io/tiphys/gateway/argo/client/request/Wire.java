package io.tiphys.gateway.argo.client.request;

/** The protocol and encoding of a request and its response. */
public enum Wire {
    /** JSON over HTTP: HTTP/1.1 without TLS, and with TLS the server's choice. */
    JSON,
    /** gRPC over HTTP/2, with prior knowledge if there is no TLS. */
    GRPC
}
