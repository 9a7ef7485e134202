package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.gateway.argoapi.route.QueryParameters;
import io.tiphys.gateway.argoapi.rpc.ArgoRoutes;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.ArgoRpcs;
import io.tiphys.gateway.argoproto.QueryField;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges over all rows of the access table: what is sent says what was understood, and nothing else is taken. */
final class RequestRemakeTest {
    private static final int RANDOM_REQUESTS = 5_000;

    /** No reader takes these for a name, and some take them for more than one segment. */
    private static final List<String> NO_NAMES = List.of(
            "a%2Flog",
            "a%2flog",
            "%2e%2e",
            "%2E",
            "a%5Clog",
            "a%00",
            "a%0Ab",
            "a%7F",
            "a%252Flog",
            "a%25%32%46",
            "a%zz",
            "a%",
            "%FF%FE",
            "a:log",
            "a%3Alog");

    private static final List<String> NO_KUBERNETES_NAMES =
            List.of("A", "a_b", "-a", "a-", "a%20b", "a%C3%A4", "@newest", "a".repeat(254));

    static List<ArgoRpc> rows() {
        return ArgoRpcs.all();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void makesThePathFromTheTemplateAndTheDecodedValues(ArgoRpc rpc) {
        String plain = path(rpc, Map.of());
        String escaped = plain.replace("some-name", "%73ome%2Dname");
        for (String path : List.of(plain, escaped)) {
            assertThat(remade(rpc, path).orElseThrow().line()).isEqualTo(rpc.httpMethod() + " " + plain);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesValuesThatNameNothing(ArgoRpc rpc) {
        for (String variable : rpc.variables()) {
            List<String> bad = new ArrayList<>(NO_NAMES);
            if (!variable.equals("key") && !variable.equals("discriminator") && !variable.equals("uid")) {
                bad.addAll(NO_KUBERNETES_NAMES);
            }
            bad.forEach(value -> assertThatThrownBy(() -> remade(rpc, path(rpc, Map.of(variable, value))))
                    .as(rpc.name() + " " + variable + " " + value)
                    .isInstanceOfSatisfying(
                            GatewayException.class,
                            refused -> assertThat(refused.problem().reason()).isEqualTo(ErrorReason.REQUEST_INVALID)));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void takesEveryFieldOfTheRowOnceByItsPlainName(ArgoRpc rpc) {
        QueryParameters.known(rpc).forEach((name, field) -> {
            String value = valueOf(field);
            String path = path(rpc, Map.of());
            RemadeRequest remade = remade(rpc, path + "?" + name + "=" + value).orElseThrow();
            assertThat(remade.headers().path()).isEqualTo(path + "?" + name + "=" + value);
            assertThat(remade.view().text(name)).isEqualTo(value);
            for (String query : List.of(
                    name + "[x]=" + value,
                    name + "[" + value + "]=",
                    name + "%5B" + value + "%5D",
                    name + ".=" + value,
                    name + ".x=" + value,
                    name + "%00=" + value,
                    name.toUpperCase(Locale.ROOT) + "=" + value,
                    "+" + name + "=" + value,
                    name + "=" + value + ";x=y")) {
                assertRefused(rpc, path + "?" + query);
            }
            String twice = path + "?" + name + "=" + value + "&" + name + "=" + value;
            if (field.repeated()) {
                assertThat(remade(rpc, twice).orElseThrow().headers().path()).isEqualTo(twice);
            } else {
                assertRefused(rpc, twice);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesWhatTheRowDoesNotRead(ArgoRpc rpc) {
        String path = path(rpc, Map.of());
        List<String> queries = new ArrayList<>(List.of(
                "=lab",
                "[lab]",
                "[lab]=",
                "%5Blab%5D",
                "x=y",
                "XXX_unrecognized=x",
                "listOptions=x",
                "listOptions.kind=x"));
        rpc.variables().forEach(variable -> queries.add(variable + "=lab"));
        rpc.variables().forEach(variable -> queries.add(variable + "[lab]="));
        queries.forEach(query -> assertRefused(rpc, path + "?" + query));
        if (rpc.readsBody()) {
            assertRefused(rpc, path + "?fields=metadata");
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesMoreParametersThanItReads(ArgoRpc rpc) {
        assertRefused(rpc, path(rpc, Map.of()) + "?" + "a&".repeat(1_024) + "force=true");
        if (!QueryParameters.known(rpc).isEmpty()) {
            String name = new TreeSet<>(QueryParameters.known(rpc).keySet()).getFirst();
            assertRefused(rpc, path(rpc, Map.of()) + "?" + (name + "=0&").repeat(QueryParameters.MOST + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void callsNoOtherProcedureByAnotherMethod(ArgoRpc rpc) {
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
            if (!method.equals(rpc.httpMethod())) {
                Optional<RemadeRequest> other = RemadeRequest.of(method, path(rpc, Map.of()), "");
                other.ifPresent(found -> assertThat(found.line()).startsWith(method + " "));
                assertThat(other.map(found -> found.rpc().name())).isNotEqualTo(Optional.of(rpc.name()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1//workflows/argo",
                "//api/v1/workflows/argo",
                "/api/v1/workflows//x",
                "/./api/v1/workflows/argo",
                "/api/v1/../v1/workflows/argo",
                "/api%2Fv1/workflows/argo",
                "/api/v1%5Cworkflows/argo",
                "/api/v1/workflows/argo/%E0%80%AF",
                "/artifacts/argo/wf%2Fother/node/out",
                "/artifacts/Argo/wf/node/out",
                "/artifacts/argo/wf/node",
                "/artifacts/argo/wf/node/out/more",
                "/artifacts-by-uid/..%2f/node/out",
                "/input-artifacts/argo/wf/node/%2e%2e",
                "/artifact-files/argo/elsewhere/wf/node/outputs/out",
                "/artifact-files/argo/workflows/wf%2F..%2Fother/node/outputs/out",
                "/artifact-files/argo/archived-workflows/u%252F/node/outputs/out",
                "/artifact-files/argo/workflows/wf/node/outputs/out/%2e%2e/secret",
                "/assets/%2e%2e/%2e%2e/metrics",
                "/workflows/a%2Fb",
            })
    void refusesPathsWithTwoReadings(String path) {
        assertThat(RemadeRequest.isRefused("GET", path)).isTrue();
    }

    @Test
    void refusesABodyWhereNoneIsRead() {
        assertThatThrownBy(() -> RemadeRequest.of("GET", "/api/v1/workflows/argo", "{}"))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("accepts no body");
    }

    @Test
    void saysWhichParametersThereAreAndWhichWasMeant() {
        assertThatThrownBy(() -> RemadeRequest.of("GET", "/api/v1/workflows/argo?labelSelector=a", ""))
                .hasMessageContaining("The parameter 'labelSelector' is not known for ListWorkflows")
                .hasMessageContaining("nameFilter")
                .hasMessageContaining("Did you mean 'listOptions.labelSelector'?");
        assertThatThrownBy(() -> RemadeRequest.of("GET", "/api/v1/workflows/argo?namespace=b", ""))
                .hasMessageContaining("It belongs in the path.");
        assertThatThrownBy(() -> RemadeRequest.of("GET", "/api/v1/workflows/argo?listOptions.limit=010", ""))
                .hasMessageContaining("The value '010' of the parameter 'listOptions.limit' is not valid")
                .hasMessageContaining("a decimal number of 64 bits");
    }

    /** What is sent for what is sent is the same again: it leaves nothing to a second reader. */
    @Test
    void sendsWhatHasOneReading() {
        long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
        System.out.println("RequestRemakeTest: -Dtiphys.test.seed=" + seed);
        RandomRequestLine lines = new RandomRequestLine(new Random(seed));
        int taken = 0;
        for (int one = 0; one < RANDOM_REQUESTS; one++) {
            String line = lines.next();
            Optional<RemadeRequest> remade = remadeOrRefused(line);
            if (remade.isPresent()) {
                taken++;
                String sent = remade.get().line();
                assertThat(sent.substring(sent.indexOf(' ') + 1).split("\\?")[0])
                        .as(line)
                        .matches("/api/v1(/[A-Za-z0-9._~@%-]*)+")
                        .doesNotContainPattern("//|/\\.\\.?(/|$)|%2F|%5C|%25[0-9A-Fa-f]{2}");
                assertThat(remadeOrRefused(sent).map(RemadeRequest::line))
                        .as(line)
                        .contains(sent);
                assertThat(remadeOrRefused(sent).map(RemadeRequest::view))
                        .as(line)
                        .contains(remade.get().view());
            }
        }
        assertThat(taken).isBetween(RANDOM_REQUESTS / 20, RANDOM_REQUESTS * 19 / 20);
    }

    private static Optional<RemadeRequest> remadeOrRefused(String line) {
        int blank = line.indexOf(' ');
        try {
            return RemadeRequest.of(line.substring(0, blank), line.substring(blank + 1), "");
        } catch (GatewayException e) {
            assertThat(e.problem().reason()).as(line).isEqualTo(ErrorReason.REQUEST_INVALID);
            return Optional.empty();
        }
    }

    private static Optional<RemadeRequest> remade(ArgoRpc rpc, String target) {
        return RemadeRequest.of(rpc.httpMethod(), target, "");
    }

    private static void assertRefused(ArgoRpc rpc, String target) {
        assertThat(RemadeRequest.isRefused(rpc.httpMethod(), target)).as(target).isTrue();
    }

    private static String path(ArgoRpc rpc, Map<String, String> values) {
        StringBuilder path = new StringBuilder("/api/v1");
        for (String part : ArgoRoutes.parts(rpc)) {
            path.append('/')
                    .append(
                            ArgoRoutes.isVariable(part)
                                    ? values.getOrDefault(ArgoRoutes.name(part), "some-name")
                                    : part);
        }
        return path.toString();
    }

    static String valueOf(QueryField field) {
        return switch (field.value()) {
            case TEXT -> "abc";
            case BOOLEAN -> "true";
            case INT32, INT64 -> "7";
            case SYNC_TYPE -> "1";
        };
    }
}
