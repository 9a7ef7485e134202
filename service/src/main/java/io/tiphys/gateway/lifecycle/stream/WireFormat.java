package io.tiphys.gateway.lifecycle.stream;

/** The Argo Server's two wire formats of a stream. */
public enum WireFormat {
    /** The format of its HTTP API, one JSON object per message. */
    JSON,
    /** The format of its gRPC API, one protobuf message each. */
    PROTOBUF
}
