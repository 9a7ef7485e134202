package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireCall;
import io.tiphys.gateway.testbed.WireJournal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests by which a caller once did with the delegated identity what it may not do itself: the gateway reviewed one reading,
 * and the Argo Server carried out another one. A tilde stands for the end of a line, an at sign for the namespace, a plus for
 * another one.
 */
@Timeout(120)
final class OverreachingRequestsIT {
    private static final WireJournal JOURNAL = new WireJournal();
    private static final String WORKFLOW =
            "{\"workflow\":{\"metadata\":{\"generateName\":\"x-\"},\"spec\":{\"entrypoint\":\"m\","
                    + "\"templates\":[{\"name\":\"m\",\"suspend\":{}}]}}";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded~";
    private static final List<String> VICTIMS = List.of("victim", "lint", "submit");

    private static TestNamespace namespace;
    private static TestNamespace other;
    private static GatewayAccount account;
    private static FaultProxy argo;
    private static RunningGateway running;
    private static ArgoApiUnderTest gateway;

    /** A request, and the account that sends it. */
    record Overreach(String caller, String line, String headers, String body) {
        @Override
        public String toString() {
            return caller + " " + line.substring(0, Math.min(line.length(), 100)) + " " + headers;
        }
    }

    @BeforeAll
    static void start() {
        ClusterUnderTest cluster = ClusterUnderTest.current();
        Scientist scientist = Scientist.create(cluster);
        namespace = scientist.namespaceWithAccount();
        other = scientist.namespaceWithAccount();
        namespace.serviceAccount("nobody");
        namespace.serviceAccount("getter");
        namespace.grant(
                "getter",
                rule("argoproj.io", List.of("workflows", "workflowtemplates"), "get", "list", "watch", "delete"),
                rule("argoproj.io", List.of("cronworkflows"), "get", "update"),
                rule("", List.of("events"), "watch"));
        VICTIMS.forEach(name -> namespace.apply(suspended(name)));
        account = GatewayAccount.forTokenRequest(cluster, namespace);
        argo = FaultProxy.ofArgo(cluster, JOURNAL);
        running = RunningGateway.start(EnvironmentSettings.of("argo", argo.uri(), account.access(), namespace)
                .tokenRequest()
                .accountUsers(namespace.user("nobody"), namespace.user("getter")));
        gateway = new ArgoApiUnderTest("gateway", running.rest());
    }

    @AfterAll
    static void stop() {
        running.close();
        argo.close();
        account.close();
        namespace.close();
        other.close();
    }

    static List<Overreach> overreaches() {
        String dryRun = WORKFLOW + ",\"createOptions\":{\"dryRun\":[\"All\"]}}";
        String lint = WORKFLOW + "}";
        List<Overreach> all = new ArrayList<>();
        for (String method : List.of("GET", "DELETE")) {
            all.add(new Overreach(
                    "nobody", "POST /api/v1/workflows/@", FORM + "X-HTTP-Method-Override: " + method + "~", dryRun));
            all.add(new Overreach(
                    "nobody", "POST /api/v1/workflows/@/lint", FORM + "X-HTTP-Method-Override: " + method + "~", lint));
            all.add(new Overreach(
                    "nobody",
                    "POST /api/v1/workflows/@/lint?=victim",
                    FORM + "X-HTTP-Method-Override: " + method + "~",
                    lint));
        }
        all.add(new Overreach("nobody", "POST /api/v1/workflows/@/lint", FORM, lint));
        for (String line : List.of(
                "GET /api/v1/workflows/@/victim%2Flog?logOptions.container=main",
                "GET /api/v1/workflows/@/victim%2Fpod%2Flog?logOptions.container=main",
                "PUT /api/v1/cron-workflows/@/x%2Fsuspend",
                "DELETE /api/v1/workflows/@/victim?force[true]=",
                "DELETE /api/v1/workflows/@/victim?force%5Btrue%5D=",
                "DELETE /api/v1/workflows/@/victim?" + "a&".repeat(1_024) + "force=true",
                "GET /api/v1/workflows/@/any?uid[u-1]=",
                "GET /api/v1/archived-workflows?namespace=@&namespace[+]=x",
                "GET /api/v1/workflow-templates/@?=+",
                "GET /api/v1/workflow-templates/@?[+]",
                "GET /api/v1/stream/events/@?=+",
                "GET /api/v1/workflow-events/@?=+&listOptions.=hunt%3Dvictim",
                "GET /api/v1/workflows/@?fields=metadata&=+",
                "GET /api/v1/workflows/@/victim?logOptionsX=1")) {
            all.add(new Overreach("getter", line, "", ""));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("overreaches")
    void areRefusedBeforeTheArgoServerHearsOfThem(Overreach overreach) throws IOException {
        JOURNAL.clear();
        assertThat(send(overreach)).startsWith("HTTP/1.1 400");
        assertThat(JOURNAL.calls()).isEmpty();
        assertThat(VICTIMS).allSatisfy(OverreachingRequestsIT::assertThere);
    }

    /** The same caller's plain request is served, and is sent by its template alone. */
    @Test
    void plainRequestsPassAsTheyWereUnderstood() throws IOException {
        JOURNAL.clear();
        assertThat(send(new Overreach("getter", "GET /api/v1/workflows/@/vi%63tim?fields=metadata.name", "", "")))
                .startsWith("HTTP/1.1 200")
                .contains("victim");
        assertThat(JOURNAL.calls())
                .extracting(WireCall::path)
                .containsExactly("/api/v1/workflows/" + namespace.name() + "/victim?fields=metadata.name");
    }

    private static void assertThere(String name) {
        assertThat(PlainAnswer.get(
                                gateway,
                                "/api/v1/workflows/" + namespace.name() + "/" + name,
                                "Bearer " + namespace.token("getter").reveal())
                        .status())
                .as(name)
                .isEqualTo(200);
    }

    private static String send(Overreach overreach) throws IOException {
        String length = overreach.body().isEmpty()
                ? ""
                : "Content-Length: " + overreach.body().length() + "~";
        String head = (overreach.line() + " HTTP/1.1~Host: gateway~Connection: close~" + overreach.headers() + length)
                .replace("@", namespace.name())
                .replace("+", other.name());
        try (RawConnection connection = new RawConnection(gateway)) {
            return connection
                    .send((head + "Authorization: Bearer "
                                            + namespace
                                                    .token(overreach.caller())
                                                    .reveal() + "~~")
                                    .replace("~", "\r\n")
                            + overreach.body())
                    .readToEnd();
        }
    }

    private static PolicyRule rule(String group, List<String> resources, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resources)
                .withVerbs(verbs)
                .build();
    }

    private static String suspended(String name) {
        return """
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {name: %s}
                spec:
                  entrypoint: main
                  templates: [{name: main, suspend: {}}]
                """.formatted(name);
    }
}
