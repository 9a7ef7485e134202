package io.tiphys.gateway.lifecycle.stream;

/** In which of the Argo Server's two wire formats a stream's messages are. */
public enum WireFormat {
    /** What its HTTP side sends, one JSON object a message. */
    JSON,
    /** What its gRPC side sends, one protobuf message each. */
    PROTOBUF
}
