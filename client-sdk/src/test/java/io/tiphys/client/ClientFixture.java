package io.tiphys.client;

import java.time.Duration;

/** A client of a {@link GatewayScript}. */
final class ClientFixture {
    static final String TOKEN = "a-very-secret-token";

    private ClientFixture() {}

    static TiphysClientBuilder builder(GatewayScript gateway) {
        return TiphysClient.builder()
                .gateway(gateway.address())
                .token(() -> TOKEN)
                .environment("lab")
                .namespace("science")
                .timeout(Duration.ofSeconds(20));
    }

    static String workflow(String name, String phase, String version) {
        return "{\"namespace\":\"science\",\"name\":\"" + name + "\",\"uid\":\"u-1\",\"resourceVersion\":\"" + version
                + "\",\"phase\":\"" + phase
                + "\",\"progress\":\"1/2\",\"message\":\"m\",\"workflow\":{\"kind\":\"Workflow\"}}";
    }

    static String change(String type, String phase, String version) {
        return "id: " + version + "\nevent: change\ndata: {\"type\":\"" + type + "\",\"workflow\":"
                + workflow("hello", phase, version) + "}\n\n";
    }

    static String problem(String reason, int status, boolean retryable) {
        return "{\"type\":\"/errors#" + reason + "\",\"title\":\"t\",\"status\":" + status
                + ",\"detail\":\"It went wrong.\",\"instance\":\"instance-7\",\"reason\":\"" + reason
                + "\",\"domain\":\"tiphys.io\",\"retryable\":" + retryable + ",\"violations\":[],\"metadata\":{}}";
    }
}
