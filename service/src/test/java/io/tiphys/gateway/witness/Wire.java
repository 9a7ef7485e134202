package io.tiphys.gateway.witness;

/** How a request travels. */
public enum Wire {
    /** HTTP/1.1, byte for byte as it is written. */
    HTTP,
    GRPC
}
