package io.tiphys.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.AccessDecision;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.AccessDecision.Undecided;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.Fault;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireCall;
import io.tiphys.gateway.testbed.WireJournal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real API server's authorizer says, about an identity and about the holder of a token. */
final class Fabric8AccessReviewerIT {
    private static ClusterUnderTest underTest;
    private static GatewayAccount gateway;
    private static TestNamespace namespace;
    private static OneCluster cluster;
    private static Fabric8AccessReviewer reviewer;

    @BeforeAll
    static void open() {
        underTest = ClusterUnderTest.current();
        gateway = GatewayAccount.forConfiguredToken(underTest);
        namespace = TestNamespace.create(underTest);
        namespace.serviceAccount("alice");
        namespace.serviceAccount("bob");
        namespace.grant(
                "alice",
                new PolicyRuleBuilder()
                        .withApiGroups("argoproj.io")
                        .withResources("workflows")
                        .withVerbs("create")
                        .build(),
                new PolicyRuleBuilder()
                        .withApiGroups("")
                        .withResources("pods/log")
                        .withVerbs("get")
                        .build(),
                new PolicyRuleBuilder()
                        .withApiGroups("")
                        .withResources("serviceaccounts")
                        .withResourceNames("lent")
                        .withVerbs("impersonate")
                        .build());
        cluster = OneCluster.at(gateway.access());
        reviewer = new Fabric8AccessReviewer(cluster.clusters());
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
            namespace.close();
            gateway.close();
        }
    }

    @Test
    void allowsWhatIsGrantedAndDeniesTheRest() {
        assertBoth("alice", workflows("create"), Allowed.class);
        assertBoth("alice", workflows("delete"), Denied.class);
        assertBoth("bob", workflows("create"), Denied.class);
        assertBoth("alice", new AccessCheck("create", "argoproj.io", "workflows", "", "default", ""), Denied.class);
        assertBoth("alice", new AccessCheck("create", "argoproj.io", "workflows", "", "", ""), Denied.class);
        assertBoth("alice", new AccessCheck("create", "other.io", "workflows", "", namespace.name(), ""), Denied.class);
    }

    @Test
    void tellsSubresourcesAndNamesApart() {
        assertBoth("alice", new AccessCheck("get", "", "pods", "log", namespace.name(), ""), Allowed.class);
        assertBoth("alice", new AccessCheck("get", "", "pods", "", namespace.name(), ""), Denied.class);
        assertBoth("alice", impersonate("lent"), Allowed.class);
        assertBoth("alice", impersonate("other"), Denied.class);
        assertBoth("alice", impersonate(""), Denied.class);
    }

    @Test
    void decidesByTheGroupsOfTheIdentity() {
        AccessCheck discovery =
                new AccessCheck("create", "authorization.k8s.io", "selfsubjectaccessreviews", "", "", "");
        var member = new KubernetesIdentity("nobody-known", "", List.of("system:authenticated"), Map.of());
        var stranger = new KubernetesIdentity("nobody-known", "", List.of(), Map.of());
        assertThat(reviewer.review(OneCluster.NAME, member, discovery)).isInstanceOf(Allowed.class);
        assertThat(reviewer.review(OneCluster.NAME, stranger, discovery)).isInstanceOf(Denied.class);
    }

    @Test
    void decidesNothingForATokenThatNobodyKnows() {
        assertThat(reviewer.reviewSelf(OneCluster.NAME, BearerToken.of("garbage"), workflows("create")))
                .isEqualTo(new Undecided("the API server does not accept the token of the request"));
    }

    @Test
    void decidesNothingThatTheAuthorizerCannotEvaluate() {
        WireJournal journal = new WireJournal();
        String answer = """
                {"apiVersion": "authorization.k8s.io/v1", "kind": "%s", "spec": {},
                 "status": {"allowed": false, "evaluationError": "webhook is down"}}""";
        try (FaultProxy proxy = FaultProxy.ofKubernetes(underTest, journal);
                OneCluster proxied = OneCluster.at(gateway.accessThrough(proxy))) {
            proxy.inject(
                    call -> call.path().endsWith("/subjectaccessreviews"),
                    Fault.Answer.json(201, answer.formatted("SubjectAccessReview")));
            proxy.inject(
                    call -> call.path().endsWith("/selfsubjectaccessreviews"),
                    Fault.Answer.json(201, answer.formatted("SelfSubjectAccessReview")));
            var proxiedReviewer = new Fabric8AccessReviewer(proxied.clusters());
            assertThat(proxiedReviewer.review(OneCluster.NAME, identity("alice"), workflows("create")))
                    .isEqualTo(new Undecided("webhook is down"));
            assertThat(proxiedReviewer.reviewSelf(OneCluster.NAME, namespace.token("alice"), workflows("create")))
                    .isEqualTo(new Undecided("webhook is down"));
        }
    }

    @Test
    void asksAboutOthersAsTheGatewayAndAboutHoldersWithTheirTokenAlone() {
        WireJournal journal = new WireJournal();
        BearerToken alice = namespace.token("alice");
        try (FaultProxy proxy = FaultProxy.ofKubernetes(underTest, journal);
                OneCluster proxied = OneCluster.at(gateway.accessThrough(proxy))) {
            var proxiedReviewer = new Fabric8AccessReviewer(proxied.clusters());
            proxiedReviewer.review(OneCluster.NAME, identity("alice"), workflows("create"));
            proxiedReviewer.reviewSelf(OneCluster.NAME, alice, workflows("create"));
        }
        assertThat(journal.calls())
                .extracting(WireCall::toString)
                .containsExactly(
                        "kubernetes POST /apis/authorization.k8s.io/v1/subjectaccessreviews -> 201",
                        "kubernetes POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews -> 201");
        assertThat(journal.calls())
                .extracting(call -> call.authorization().orElse("none"))
                .containsExactly(WireJournal.fingerprint(gateway.token()), WireJournal.fingerprint(alice));
    }

    /** The API server prefers a client certificate to a token: the gateway's own one must not come with a caller's token. */
    @Test
    void doesNotLendAClientCertificateToTheHolderOfAToken() {
        KubernetesAccess administrator =
                new KubernetesAccess.Kubeconfig(Kubeconfigs.ofAdministrator(underTest), Optional.empty());
        try (OneCluster powerful = OneCluster.at(administrator)) {
            var powerfulReviewer = new Fabric8AccessReviewer(powerful.clusters());
            assertThat(powerfulReviewer.review(OneCluster.NAME, identity("alice"), workflows("create")))
                    .isInstanceOf(Allowed.class);
            assertThat(powerfulReviewer.reviewSelf(OneCluster.NAME, namespace.token("bob"), workflows("create")))
                    .isInstanceOf(Denied.class);
            assertThat(powerfulReviewer.reviewSelf(OneCluster.NAME, BearerToken.of("garbage"), workflows("create")))
                    .isInstanceOf(Undecided.class);
        }
    }

    /** More at once than an API server lets one HTTP/2 connection carry. */
    @Test
    void decidesForMoreCallersAtOnceThanOneConnectionCarries() {
        BearerToken alice = namespace.token("alice");
        // It is about right answers: a busy machine may take its time.
        try (OneCluster patient = OneCluster.at(gateway.access(), Duration.ofMinutes(2));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var patientReviewer = new Fabric8AccessReviewer(patient.clusters());
            List<CompletableFuture<AccessDecision>> decisions = IntStream.range(0, 300)
                    .mapToObj(number -> CompletableFuture.supplyAsync(
                            () -> number % 2 == 0
                                    ? patientReviewer.review(OneCluster.NAME, identity("alice"), workflows("create"))
                                    : patientReviewer.reviewSelf(OneCluster.NAME, alice, workflows("create")),
                            callers))
                    .toList();
            assertThat(decisions).extracting(CompletableFuture::join).containsOnly(new Allowed());
        }
    }

    private static void assertBoth(String account, AccessCheck check, Class<? extends AccessDecision> expected) {
        assertThat(reviewer.review(OneCluster.NAME, identity(account), check))
                .as("about %s: %s", account, check)
                .isInstanceOf(expected);
        assertThat(reviewer.reviewSelf(OneCluster.NAME, namespace.token(account), check))
                .as("by %s: %s", account, check)
                .isInstanceOf(expected);
    }

    private static KubernetesIdentity identity(String account) {
        return KubernetesIdentity.serviceAccount(namespace.name(), account);
    }

    private static AccessCheck workflows(String verb) {
        return new AccessCheck(verb, "argoproj.io", "workflows", "", namespace.name(), "");
    }

    private static AccessCheck impersonate(String account) {
        return new AccessCheck("impersonate", "", "serviceaccounts", "", namespace.name(), account);
    }
}
