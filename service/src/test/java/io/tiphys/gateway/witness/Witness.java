package io.tiphys.gateway.witness;

import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.TestNamespace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Says what happened at the API server since it was asked last. The API server writes a request's line before the answer
 * ends, so once the line of a later request is there, those of all earlier ones are. Used by one thread.
 */
final class Witness implements AutoCloseable {
    private static final String ACCOUNT = "sentinel";
    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final int MOST_ROUNDS = 20;

    private final AuditLog log;
    private final KubernetesClient sentinel;
    private final String namespace;
    private final String user;
    private int number;

    private Witness(AuditLog log, KubernetesClient sentinel, String namespace, String user) {
        this.log = log;
        this.sentinel = sentinel;
        this.namespace = namespace;
        this.user = user;
    }

    /** A witness who makes an account for its marks in a namespace. */
    static Witness of(ClusterUnderTest cluster, TestNamespace namespace, AuditLog log) {
        namespace.serviceAccount(ACCOUNT);
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(cluster.kubernetes().toString())
                .withCaCertFile(cluster.kubernetesCa().toString())
                .withOauthToken(namespace.token(ACCOUNT, LIFETIME).reveal())
                .build();
        namespace.grant(
                ACCOUNT,
                new PolicyRuleBuilder()
                        .withApiGroups("")
                        .withResources("configmaps")
                        .withVerbs("get")
                        .build());
        return new Witness(
                log,
                new KubernetesClientBuilder().withConfig(config).build(),
                namespace.name(),
                namespace.user(ACCOUNT));
    }

    /** All events since the last call. */
    List<AuditEvent> events() {
        String mark = "sentinel-" + ++number;
        sentinel.configMaps().inNamespace(namespace).withName(mark).get();
        List<AuditEvent> events = new ArrayList<>();
        Patience.until("the audit log holds the request for " + mark, () -> {
            events.addAll(log.readNew());
            return events.stream().anyMatch(event -> isMark(event, mark));
        });
        events.removeIf(event -> event.user().equals(user));
        return events;
    }

    /** The same, and whatever else follows until two marks have no such event between them. */
    List<AuditEvent> eventsUntilQuiet(Predicate<AuditEvent> counts) {
        List<AuditEvent> all = new ArrayList<>(events());
        List<AuditEvent> more = events();
        for (int round = 0; round < MOST_ROUNDS && more.stream().anyMatch(counts); round++) {
            all.addAll(more);
            more = events();
        }
        all.addAll(more);
        return all;
    }

    @Override
    public void close() throws IOException {
        log.close();
        sentinel.close();
    }

    private boolean isMark(AuditEvent event, String mark) {
        return event.user().equals(user) && event.access().name().equals(mark);
    }
}
