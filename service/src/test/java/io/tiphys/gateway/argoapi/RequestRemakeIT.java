package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.argoapi.route.QueryParameters;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.ArgoRpcs;
import io.tiphys.gateway.argoproto.ArgoMessages;
import io.tiphys.gateway.argoproto.ArgoOracle;
import io.tiphys.gateway.argoproto.QueryField;
import io.tiphys.gateway.argoproto.RequestFields;
import io.tiphys.gateway.error.GatewayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Argo's own HTTP side (grpc-gateway v1.16 with Argo's generated handlers) is asked which call it makes of what the gateway
 * sends: it has to be the one that the gateway understood, with the same fields and no other ones.
 */
final class RequestRemakeIT {
    private static final int RANDOM_REQUESTS = 20_000;

    /** What a field that is not set reads as. */
    private static final Set<String> UNSET = Set.of("", "0", "false");

    private static ArgoOracle argo;

    private final long seed = Long.getLong("tiphys.test.seed", System.nanoTime());

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        argo = ArgoOracle.start();
    }

    @AfterAll
    static void end() throws IOException {
        if (argo != null) {
            argo.close();
        }
    }

    @Test
    void argoUnderstandsWhatTheGatewayUnderstood() throws IOException {
        System.out.println("RequestRemakeIT: -Dtiphys.test.seed=" + seed);
        RandomRequestLine lines = new RandomRequestLine(new Random(seed));
        int sent = 0;
        int differently = 0;
        for (int one = 0; one < RANDOM_REQUESTS; one++) {
            String line = lines.next();
            Optional<RemadeRequest> remade = remade(line);
            if (remade.isPresent()) {
                sent++;
                requireSame(line, remade.get());
            } else if (route(line).isPresent()) {
                differently++;
            }
        }
        System.out.println("sent " + sent + " of " + RANDOM_REQUESTS + "; of the refused, Argo would have carried out "
                + differently);
        assertThat(sent).isGreaterThan(RANDOM_REQUESTS / 20);
        assertThat(differently).isPositive();
    }

    @Test
    void argoReadsEachFieldThatTheGatewayKnows() throws IOException {
        for (ArgoRpc rpc : ArgoRpcs.all()) {
            for (Map.Entry<String, QueryField> field :
                    QueryParameters.known(rpc).entrySet()) {
                String line = rpc.httpMethod() + " /api/v1" + rpc.pathTemplate().replaceAll("\\{\\w+}", "some-name")
                        + "?" + field.getKey() + "=" + RequestRemakeTest.valueOf(field.getValue());
                requireSame(line, remade(line).orElseThrow());
            }
        }
    }

    /** The audit of the old reading, as a table: what Argo makes of each, and that the gateway no longer sends it. */
    @Test
    void sendsNothingThatArgoReadsOtherwise() throws IOException {
        for (String line : List.of(
                "GET /api/v1/workflows/argo/wf%2Flog?logOptions.container=main",
                "GET /api/v1/workflows/argo/wf%2Fpod%2Flog",
                "PUT /api/v1/cron-workflows/argo/x%2Fsuspend",
                "GET /api/v1/workflow-templates/argo?=lab",
                "GET /api/v1/workflow-templates/argo?[lab]",
                "GET /api/v1/stream/events/argo?=lab",
                "GET /api/v1/workflow-events/argo?=lab&listOptions.=x",
                "DELETE /api/v1/workflows/argo/wf?force[true]=",
                "DELETE /api/v1/workflows/argo/wf?" + "a&".repeat(1_024) + "force=true",
                "GET /api/v1/workflows/argo/any?uid[u-1]=",
                "GET /api/v1/archived-workflows?namespace=argo&namespace[lab]=x",
                "GET /api/v1/workflows/argo/wf/log?logOptionsX=1")) {
            assertThat(route(line)).as("Argo takes " + line).isPresent();
            assertThat(remade(line)).as("the gateway takes " + line).isEmpty();
        }
    }

    private static Optional<RemadeRequest> remade(String line) {
        int blank = line.indexOf(' ');
        try {
            return RemadeRequest.of(line.substring(0, blank), line.substring(blank + 1), "");
        } catch (GatewayException e) {
            return Optional.empty();
        }
    }

    private static Optional<ArgoOracle.Request> route(String line) throws IOException {
        String body = line.startsWith("GET") || line.startsWith("DELETE") || line.startsWith("HEAD")
                ? "\r\n"
                : "Content-Length: 2\r\n\r\n{}";
        return argo.route((line + " HTTP/1.1\r\nHost: argo\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
    }

    private void requireSame(String line, RemadeRequest remade) throws IOException {
        String what = line + " sent as " + remade.line() + ", seed " + seed;
        ArgoOracle.Request made = route(remade.line()).orElseThrow(() -> new AssertionError("Argo refuses " + what));
        assertThat(made.method()).as(what).isEqualTo("/" + remade.rpc().name());
        Map<String, List<String>> expected = new TreeMap<>();
        remade.view().variables().forEach((name, value) -> expected.put(name, List.of(value)));
        expected.putAll(remade.view().query());
        if (!RequestFields.inQuery(made.method()).containsKey("fields")) {
            expected.remove("fields"); // read by what writes the stream
        }
        Map<String, List<String>> found = new TreeMap<>();
        collect("", ArgoMessages.requestJson(made.method(), made.message()).orElseThrow(), found);
        expected.values().removeIf(RequestRemakeIT::isUnset);
        found.values().removeIf(RequestRemakeIT::isUnset);
        assertThat(found).as(what).isEqualTo(expected);
    }

    private static boolean isUnset(List<String> values) {
        return values.size() == 1 && UNSET.contains(values.getFirst());
    }

    private static void collect(String name, JsonNode node, Map<String, List<String>> found) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> collect(
                            name.isEmpty() ? member.getKey() : name + "." + member.getKey(), member.getValue(), found));
            return;
        }
        List<String> values = new ArrayList<>();
        (node.isArray() ? node : List.of(node)).forEach(value -> values.add(value.asText()));
        found.put(name, values);
    }
}
