package io.tiphys.gateway.argoapi.forward;

import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.route.ArtifactPaths;
import io.tiphys.gateway.argoapi.route.Target;

/** The kind of a request, which decides which headers pass. */
enum HeaderUse {
    /** A remote procedure over HTTP. */
    API,
    /** A remote procedure over gRPC. */
    GRPC,
    /** An event over HTTP, with or without a token. */
    EVENT,
    /** An event over gRPC. */
    GRPC_EVENT,
    DOWNLOAD,
    UPLOAD,
    PAGE,
    /** A call that the access table does not know, with the caller's own token. */
    UNKNOWN,
    /** The same over gRPC. */
    GRPC_UNKNOWN;

    /** The use of a call whose target is known. */
    static HeaderUse of(ArgoApiCall call) {
        return switch (call.target()) {
            case Target.Procedure(var match, var query) ->
                match.rpc().method().equals("ReceiveEvent")
                        ? call.grpc() ? GRPC_EVENT : EVENT
                        : call.grpc() ? GRPC : API;
            case Target.Webhook webhook -> EVENT;
            case Target.Artifact artifact -> ArtifactPaths.isUpload(call.headers()) ? UPLOAD : DOWNLOAD;
            case Target.Page page -> PAGE;
            case Target.Unknown unknown -> call.grpc() ? GRPC_UNKNOWN : UNKNOWN;
        };
    }

    boolean isGrpc() {
        return this == GRPC || this == GRPC_EVENT || this == GRPC_UNKNOWN;
    }

    boolean isEvent() {
        return this == EVENT || this == GRPC_EVENT;
    }

    /** Whether the body passes unread. */
    boolean passesBody() {
        return this == EVENT || this == UPLOAD || this == UNKNOWN;
    }
}
