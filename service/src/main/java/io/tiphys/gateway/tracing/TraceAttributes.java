package io.tiphys.gateway.tracing;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The attributes of spans: those of OpenTelemetry's semantic conventions 1.37 where there is one. None has a part of a path, a
 * query, a header, a parameter or a body.
 */
final class TraceAttributes {
    static final AttributeKey<String> API = AttributeKey.stringKey("tiphys.api");
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("tiphys.operation");
    static final AttributeKey<String> ENVIRONMENT = AttributeKey.stringKey("tiphys.environment");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("tiphys.outcome");
    static final AttributeKey<String> REQUEST = AttributeKey.stringKey("tiphys.request");
    static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("k8s.namespace.name");
    static final AttributeKey<String> PEER = AttributeKey.stringKey("peer.service");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> HTTP_METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<Long> HTTP_STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> RPC_SYSTEM = AttributeKey.stringKey("rpc.system");
    static final AttributeKey<Long> RPC_STATUS = AttributeKey.longKey("rpc.grpc.status_code");
    static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

    private TraceAttributes() {}
}
