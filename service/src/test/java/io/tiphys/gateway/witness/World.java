package io.tiphys.gateway.witness;

import io.tiphys.gateway.argoapi.OwnArgoServer;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TemporaryFiles;
import io.tiphys.gateway.testbed.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A gateway with an environment for each mode in which it acts with an account of its own, a served and an unserved
 * namespace with baits, and callers. The acting account may do everything in both namespaces, so whatever the gateway lets
 * through happens. Requests are made one by one. Used by one thread.
 */
final class World implements AutoCloseable {
    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final String CONTROLLER = "system:serviceaccount:argo:argo";

    private final ClusterUnderTest cluster;
    private final OwnArgoServer argo;
    private final TestNamespace served;
    private final TestNamespace unserved;
    private final RunningGateway gateway;
    private final Map<String, Caller> callers;
    private final Names names;
    private final Baits baits;
    private final Witness witness;
    private final Judge judge;
    private final HttpSender http;
    private final GrpcSender grpc;
    private final Set<String> reconciled = new HashSet<>();

    World(ClusterUnderTest cluster, OwnArgoServer argo, Random random) {
        this.cluster = cluster;
        this.argo = argo;
        served = TestNamespace.create(cluster);
        unserved = TestNamespace.create(cluster);
        String uid = cluster.admin()
                .namespaces()
                .withName(served.name())
                .get()
                .getMetadata()
                .getUid();
        List.of(EnvironmentSettings.SUBMITTER, "strong").forEach(served::serviceAccount);
        served.tokenSecret(EnvironmentSettings.SUBMITTER, EnvironmentSettings.SUBMITTER + ".service-account-token");
        served.apply(ActingRights.in(served.name(), served.name(), uid));
        unserved.apply(ActingRights.in(unserved.name(), served.name(), uid));
        callers = CallerPool.create(served, random, uid);
        baits = Baits.plant(cluster.admin(), random, cluster.runsPods(), served.name(), unserved.name());
        GatewayAccount minting = GatewayAccount.forTokenRequest(cluster, served);
        GatewayAccount reading = GatewayAccount.forServiceAccountSecret(cluster, served);
        GatewayAccount configured = GatewayAccount.forConfiguredToken(cluster);
        String token = served.token(EnvironmentSettings.SUBMITTER, LIFETIME).reveal();
        gateway = RunningGateway.start(
                environment("minted", minting).tokenRequest(),
                environment("secret", reading).serviceAccountSecret(),
                environment("configured", configured).configuredToken(TemporaryFiles.write("acting", ".token", token)));
        List<String> environments = List.of("minted", "secret", "configured");
        names = new Names(
                served.name(), unserved.name(), environments, new ArrayList<>(new TreeSet<>(callers.keySet())));
        String acting = served.user(EnvironmentSettings.SUBMITTER);
        Set<String> own = Set.of(minting.user(), reading.user(), configured.user());
        judge = new Judge(
                unserved.name(), acting, own, baits.marks(), new KubernetesRights(cluster.admin(), served.name()));
        List<String> texts = new ArrayList<>(List.of(served.name(), unserved.name()));
        own.forEach(user -> texts.add(user.split(":", -1)[2]));
        witness = Witness.of(cluster, served, new AuditLog(cluster.auditLog().orElseThrow(), texts));
        http = new HttpSender(gateway.port());
        grpc = new GrpcSender(gateway.port());
        witness.eventsUntilQuiet(judge::counts);
    }

    private EnvironmentSettings environment(String name, GatewayAccount account) {
        return EnvironmentSettings.of(name, argo.uri(), account.access(), served)
                .accountUsers(callers.keySet().stream().map(served::user).toArray(String[]::new))
                .with("argo-api.hosts", List.of(name + ".witness.test"));
    }

    Names names() {
        return names;
    }

    Caller caller(String name) {
        return callers.getOrDefault(name, new Caller("nobody known", "", List.of()));
    }

    /** What the answer of the last request was, and what it did that it must not. */
    record Outcome(Answer answer, boolean changed, List<Violation> violations) {}

    /** Makes one call, waits until all that it did is known, judges it, and puts the baits back. */
    Outcome run(WitnessRequest request) {
        Caller caller = caller(request.caller());
        WitnessRequest complete = withTokens(request);
        Answer answer =
                request.wire() == Wire.GRPC ? grpc.send(complete, caller.token()) : http.send(complete, caller.token());
        boolean stream = request.wire() == Wire.GRPC || HttpSender.mayStream(request);
        List<AuditEvent> events = noted(stream ? witness.eventsUntilQuiet(judge::counts) : witness.events());
        List<Violation> violations = new ArrayList<>(judge.judge(caller, answer, events));
        if (!argo.alive()) {
            violations.add(new Violation("the Argo Server has ended", "in or just before this call"));
            argo.restart();
        }
        List<AuditEvent> changes = events.stream().filter(this::changes).toList();
        violations.addAll(putBack(changes));
        return new Outcome(answer, !changes.isEmpty(), violations);
    }

    /** The placeholder of another caller's token keeps tokens out of everything that is printed. */
    private WitnessRequest withTokens(WitnessRequest request) {
        return request.withHeaders(request.headers().stream()
                .map(line -> line.replace("@TOKEN:all@", caller("all").token()))
                .toList());
    }

    private boolean changes(AuditEvent event) {
        return judge.counts(event) && event.allowed() && event.access().writes() && !event.selfReview();
    }

    private List<Violation> putBack(List<AuditEvent> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<Violation> violations = new ArrayList<>();
        baits.restore(changes.stream()
                .flatMap(event -> baits.baitOf(event.access()).stream())
                .collect(Collectors.toCollection(TreeSet::new)));
        changes.stream()
                .map(event -> event.access().resource())
                .distinct()
                .forEach(resource -> baits.removeOthers(resource).forEach(made -> {
                    if (Accounts.asStrong(made)) {
                        violations.add(new Violation(
                                "something was made that runs as an account that is not allowed", made.getKind()));
                    }
                }));
        if (changes.stream().anyMatch(event -> event.access().resource().equals("pods"))) {
            baits.restorePods();
        }
        noted(witness.eventsUntilQuiet(judge::counts));
        return violations;
    }

    private List<AuditEvent> noted(List<AuditEvent> events) {
        events.stream()
                .filter(event ->
                        event.user().equals(CONTROLLER) && event.access().writes())
                .forEach(event -> baits.baitOf(event.access()).ifPresent(reconciled::add));
        return events;
    }

    /** The state of all baits. */
    Map<String, String> versions() {
        return baits.versions();
    }

    /** The baits that the workflow controller wrote since the last call of {@link #forgetReconciled}. */
    Set<String> reconciled() {
        noted(witness.events());
        return reconciled;
    }

    void forgetReconciled() {
        reconciled.clear();
    }

    @Override
    public void close() {
        grpc.close();
        gateway.close();
        served.close();
        unserved.close();
        try {
            witness.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
