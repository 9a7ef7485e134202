package io.tiphys.gateway.witness;

import java.util.List;
import java.util.Random;

/** Headers and metadata that upstreams may take orders from, and other methods. Used by one thread. */
final class HeaderMutations {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "get", "PROPFIND");
    private static final List<String> METADATA = List.of(
            "x-http-method-override: GET",
            "grpc-metadata-authorization: Bearer @TOKEN:all@",
            "cookie: authorization=Bearer @TOKEN:all@",
            "grpcgateway-authorization: Bearer @TOKEN:all@",
            "impersonate-user: system:admin",
            "authorization: Bearer @TOKEN:all@",
            "grpc-timeout: 5S",
            "x-forwarded-host: other",
            "namespace: kube-system");

    private final Random random;
    private final List<String> headers;

    HeaderMutations(Random random, Names names) {
        this.random = random;
        this.headers = List.of(
                "Content-Type: application/json",
                FORM,
                "Content-Type: text/plain",
                "Content-Type: application/grpc",
                "Content-Type: application/yaml",
                "Accept: text/event-stream",
                "Accept-Encoding: identity",
                "X-HTTP-Method-Override: DELETE",
                "X-HTTP-Method: DELETE",
                "X-Method-Override: GET",
                "Grpc-Metadata-Authorization: Bearer @TOKEN:all@",
                "Grpc-Metadata-Namespace: " + names.unserved(),
                "Authorization: Bearer @TOKEN:all@",
                "Proxy-Authorization: Bearer @TOKEN:all@",
                "Cookie: authorization=Bearer @TOKEN:all@",
                "Cookie: authorization =Bearer @TOKEN:all@",
                "Impersonate-User: system:admin",
                "X-Original-URL: /api/v1/workflows/" + names.unserved(),
                "X-Rewrite-URL: /api/v1/workflows/" + names.unserved(),
                "X-Forwarded-Prefix: /api/v1",
                "Connection: authorization",
                "Grpc-Timeout: 5S",
                "Range: bytes=0-100",
                "If-None-Match: *",
                "Host: " + names.environments().getFirst() + ".witness.test");
    }

    WitnessRequest mutate(WitnessRequest request) {
        return request.withHeader(one(headers));
    }

    /** Another method, or one in a header. */
    WitnessRequest mutateMethod(WitnessRequest request) {
        if (random.nextInt(3) == 0) {
            return request.withMethod(one(METHODS));
        }
        return request.withMethod("POST")
                .withHeader(FORM)
                .withHeader("X-HTTP-Method-Override: " + one(METHODS.subList(0, 4)));
    }

    WitnessRequest mutateMetadata(WitnessRequest request) {
        return request.withHeader(one(METADATA));
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
