package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archived workflows that are to run again where an account is lent. The archive is a scripted one, because the testbed's
 * Argo Server has none; rights, callers and accounts are those of a real cluster. The lent account may do in the other
 * namespace what the caller may not.
 */
final class ArgoApiArchiveIT {
    private static final String GOOD = "{\"entrypoint\":\"main\",\"templates\":[{\"name\":\"main\",\"suspend\":{}}]}";
    private static final String STRONG = "{\"entrypoint\":\"main\",\"serviceAccountName\":\"admin\",\"templates\":[]}";

    private static final List<String> RUN_AGAIN = new CopyOnWriteArrayList<>();

    private static TestNamespace own;
    private static TestNamespace other;
    private static Server argo;
    private static RunningGateway gateway;
    private static String token;

    /** Of somebody who may do with workflows everything that a retry of a live one needs. */
    private static String changer;

    @BeforeAll
    static void start() {
        ClusterUnderTest cluster = ClusterUnderTest.current();
        own = TestNamespace.create(cluster);
        other = TestNamespace.create(cluster);
        Accounts.prepare(own);
        Accounts.prepare(other);
        other.apply(rightsHere());
        token = own.token(Accounts.USER).reveal();
        own.serviceAccount("changer");
        own.grant("changer", Accounts.argo("workflows", "get", "update"), Accounts.core("pods", "delete"));
        changer = own.token("changer").reveal();
        Map<String, String> archived = Map.of(
                "good", workflow(own.name(), GOOD),
                "strong", workflow(own.name(), STRONG),
                "other", workflow(other.name(), GOOD),
                "elsewhere", workflow("kube-system", GOOD));
        argo = Server.builder()
                .http(0)
                .service("/api/v1/archived-workflows/{uid}", (context, request) -> {
                    if (request.method() == HttpMethod.DELETE) {
                        RUN_AGAIN.add("delete " + context.pathParam("uid"));
                    }
                    return json(archived.getOrDefault(context.pathParam("uid"), ""));
                })
                .service("/api/v1/archived-workflows/{uid}/{verb}", (context, request) -> {
                    RUN_AGAIN.add(context.pathParam("verb") + " " + context.pathParam("uid"));
                    return json("{}");
                })
                .build();
        argo.start().join();
        GatewayAccount account = GatewayAccount.forTokenRequest(cluster, own, other);
        gateway = RunningGateway.start(EnvironmentSettings.of(
                        "archive",
                        URI.create("http://127.0.0.1:" + argo.activeLocalPort()),
                        account.access(),
                        own,
                        other)
                .accountUsers(own.user(Accounts.USER), own.user("changer"))
                .tokenRequest());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        ArmeriaServers.stop(argo);
    }

    @BeforeEach
    void forget() {
        RUN_AGAIN.clear();
    }

    /** Lets the account of the caller's namespace do everything with workflows of the other one. */
    private static String rightsHere() {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: neighbour}
                rules: [{apiGroups: [argoproj.io], resources: [workflows], verbs: ["*"]}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: neighbour}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: neighbour}
                subjects: [{kind: ServiceAccount, name: %s, namespace: %s}]
                """.formatted(Accounts.SUBMITTER, own.name());
    }

    private static String workflow(String namespace, String spec) {
        return "{\"metadata\":{\"name\":\"old\",\"namespace\":\"" + namespace + "\"},\"spec\":" + spec + "}";
    }

    private static HttpResponse json(String body) {
        return HttpResponse.of(HttpStatus.OK, MediaType.JSON, body);
    }

    private static AggregatedHttpResponse again(String verb, String uid, String namespace) {
        return as(token, "PUT", uid + "/" + verb, "{\"uid\":\"good\",\"namespace\":\"" + namespace + "\"}");
    }

    private static AggregatedHttpResponse as(String caller, String method, String path, String body) {
        return request(caller, method, "/api/v1/archived-workflows/" + path, body);
    }

    private static AggregatedHttpResponse request(String caller, String method, String path, String body) {
        RequestHeaders headers =
                RequestHeaders.of(HttpMethod.valueOf(method), path, "authorization", "Bearer " + caller);
        return WebClient.of(gateway.rest())
                .execute(HttpRequest.of(headers, HttpData.ofUtf8(body)))
                .aggregate()
                .join();
    }

    private static void refuses(String reason, AggregatedHttpResponse answer) {
        assertThat(answer.contentUtf8()).contains("\"reason\":\"" + reason + "\"");
        assertThat(RUN_AGAIN).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "resubmit"})
    void letsRunAgainWhatTheCallerMayRunThere(String verb) {
        assertThat(again(verb, "good", own.name()).status().code()).isEqualTo(200);
        assertThat(RUN_AGAIN).containsExactly(verb + " good");
    }

    /** Without a namespace Argo 4.0.5 deletes pods and creates nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"retry", "resubmit"})
    void runsNothingForARequestThatDoesNotSayWhere(String verb) {
        refuses("REQUEST_INVALID", again(verb, "good", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "resubmit"})
    void createsNothingForACallerWhoMayNotCreate(String verb) {
        refuses("ACCESS_DENIED", as(changer, "PUT", "good/" + verb, "{\"namespace\":\"" + own.name() + "\"}"));
    }

    static List<List<String>> requestsWithAName() {
        String body = "{\"namespace\":\"%s\",\"name\":\"strong\"}";
        return List.of(
                List.of("PUT", "good/retry", body),
                List.of("PUT", "good/resubmit", body),
                List.of("DELETE", "good?namespace=%s&name=strong", ""),
                List.of("GET", "good?namespace=%s&name=strong", ""));
    }

    /** Argo 4.1 would take the workflow of the name, and not that of the uid. */
    @ParameterizedTest
    @MethodSource("requestsWithAName")
    void takesNoNameBesideTheUid(List<String> request) {
        refuses(
                "REQUEST_INVALID",
                as(
                        token,
                        request.getFirst(),
                        request.get(1).formatted(own.name()),
                        request.get(2).formatted(own.name())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "elsewhere"})
    void doesNotTellInWhichOtherNamespaceAWorkflowIs(String uid) {
        for (String method : List.of("GET", "DELETE")) {
            AggregatedHttpResponse answer = as(token, method, uid, "");
            refuses("WORKFLOW_NOT_FOUND", answer);
            assertThat(answer.contentUtf8()).doesNotContain(other.name(), "kube-system");
        }
        AggregatedHttpResponse artifact = request(token, "GET", "/artifacts-by-uid/" + uid + "/node/out", "");
        assertThat(artifact.contentUtf8()).contains("WORKFLOW_NOT_FOUND").doesNotContain(other.name(), "kube-system");
    }

    @Test
    void tellsWhichRightIsMissingInANamespaceThatTheCallerNames() {
        refuses("ACCESS_DENIED", as(token, "GET", "other?namespace=" + other.name(), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "resubmit"})
    void runsNothingInAnotherNamespaceThanItsOwn(String verb) {
        refuses("REQUEST_INVALID", again(verb, "good", other.name()));
        refuses("NAMESPACE_NOT_MANAGED", again(verb, "good", "kube-system"));
    }

    @Test
    void runsNothingThatTheCallerMayNotRun() {
        refuses("ACCESS_DENIED", again("resubmit", "other", other.name()));
        refuses("WORKFLOW_NOT_FOUND", again("resubmit", "other", own.name()));
        refuses("WORKFLOW_NOT_FOUND", again("resubmit", "elsewhere", own.name()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "resubmit"})
    void runsNothingAsAnAccountThatTheEnvironmentDoesNotAllow(String verb) {
        refuses("WORKFLOW_INVALID", again(verb, "strong", own.name()));
    }
}
