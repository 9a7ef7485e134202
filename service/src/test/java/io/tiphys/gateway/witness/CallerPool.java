package io.tiphys.gateway.witness;

import io.tiphys.gateway.testbed.TestNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Service accounts with rights that are made at random, and some whose rights an attack is known for. */
final class CallerPool {
    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final String ARGO = "argoproj.io";
    private static final int RANDOM_CALLERS = 16;
    private static final double[] SHARES = {0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 0.98};

    /** All that the procedures can need: a resource and its verbs; the last one belongs to the cluster. */
    private static final List<Grant> ALL = List.of(
            grant(ARGO, "workflows", "create", "get", "list", "watch", "update", "patch", "delete"),
            grant(ARGO, "workflowtemplates", "create", "get", "list", "update", "delete"),
            grant(ARGO, "cronworkflows", "create", "get", "list", "update", "patch", "delete"),
            grant(ARGO, "workfloweventbindings", "list"),
            grant(ARGO, "eventsources", "create", "get", "list", "watch", "update", "delete"),
            grant(ARGO, "sensors", "create", "get", "list", "watch", "update", "delete"),
            grant("", "pods", "list", "watch", "delete"),
            grant("", "pods/log", "get"),
            grant("", "events", "watch"),
            grant("", "configmaps", "create", "get", "update", "delete"),
            grant(ARGO, "clusterworkflowtemplates", "create", "get", "list", "update", "delete"));

    private final TestNamespace namespace;
    private final Map<String, Caller> callers = new LinkedHashMap<>();
    private final StringBuilder yaml = new StringBuilder();

    private CallerPool(TestNamespace namespace) {
        this.namespace = namespace;
    }

    /** Makes the accounts in a namespace, with rights there; what is cluster-wide goes together with the namespace. */
    static Map<String, Caller> create(TestNamespace namespace, Random random, String namespaceUid) {
        CallerPool pool = new CallerPool(namespace);
        pool.known();
        for (int i = 0; i < RANDOM_CALLERS; i++) {
            pool.add("random-" + i, some(random, SHARES[i % SHARES.length]));
        }
        pool.bind(namespaceUid);
        return Map.copyOf(pool.callers);
    }

    private void known() {
        add("nobody", List.of());
        add("all", ALL);
        add("getter", List.of(grant(ARGO, "workflows", "get", "delete")));
        add("watcher", List.of(grant(ARGO, "workflows", "get", "watch")));
        add("creator", List.of(grant(ARGO, "workflows", "create")));
        add("lister", ALL.stream().map(one -> only(one, "list")).toList());
        add("limit-creator", List.of(grant("", "configmaps", "create")));
        add("limit-updater", List.of(grant("", "configmaps", "update")));
        add("cron-updater", List.of(grant(ARGO, "cronworkflows", "get", "update")));
        add("log-reader", List.of(grant(ARGO, "workflows", "get"), ALL.get(6), ALL.get(7)));
        add("retrier", List.of(grant(ARGO, "workflows", "get", "update"), grant("", "pods", "delete")));
        add(
                "outer-reader",
                List.of(
                        new Grant("", ARGO, "workflowtemplates", "outer", Set.of("get")),
                        grant(ARGO, "workflows", "create")));
        add(
                "event-sender",
                List.of(
                        grant(ARGO, "workfloweventbindings", "list"),
                        grant(ARGO, "workflowtemplates", "get"),
                        grant(ARGO, "workflows", "create")));
    }

    private static Grant grant(String group, String resource, String... verbs) {
        return new Grant("", group, resource, "", Set.of(verbs));
    }

    private static Grant only(Grant grant, String verb) {
        return new Grant(
                "", grant.group(), grant.resource(), "", grant.verbs().contains(verb) ? Set.of(verb) : Set.of());
    }

    private static List<Grant> some(Random random, double share) {
        List<Grant> some = new ArrayList<>();
        for (Grant one : ALL) {
            Set<String> verbs = new LinkedHashSet<>();
            one.verbs().stream()
                    .sorted()
                    .filter(verb -> random.nextDouble() < share)
                    .forEach(verbs::add);
            some.add(new Grant("", one.group(), one.resource(), "", verbs));
        }
        return some;
    }

    private void add(String name, List<Grant> grants) {
        List<Grant> here = grants.stream()
                .filter(grant -> !grant.verbs().isEmpty())
                .map(grant -> clusterWide(grant) ? grant : in(namespace.name(), grant))
                .toList();
        namespace.serviceAccount(name);
        callers.put(name, new Caller(name, namespace.token(name, LIFETIME).reveal(), here));
    }

    private static boolean clusterWide(Grant grant) {
        return grant.resource().equals("clusterworkflowtemplates");
    }

    private static Grant in(String namespace, Grant grant) {
        return new Grant(namespace, grant.group(), grant.resource(), grant.name(), grant.verbs());
    }

    private void bind(String namespaceUid) {
        callers.values().forEach(caller -> {
            bind(
                    caller,
                    "Role",
                    caller.name(),
                    "",
                    caller.grants().stream()
                            .filter(one -> !one.namespace().isEmpty())
                            .toList());
            bind(
                    caller,
                    "ClusterRole",
                    namespace.name() + "-" + caller.name(),
                    ", ownerReferences: [{apiVersion: v1, kind: Namespace, name: %s, uid: %s}]"
                            .formatted(namespace.name(), namespaceUid),
                    caller.grants().stream()
                            .filter(one -> one.namespace().isEmpty())
                            .toList());
        });
        namespace.apply(yaml.toString());
    }

    private void bind(Caller caller, String kind, String name, String owner, List<Grant> grants) {
        if (grants.isEmpty()) {
            return;
        }
        yaml.append("""
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: %1$s
            metadata: {name: %2$s%3$s}
            rules: [%4$s]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: %1$sBinding
            metadata: {name: %2$s%3$s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %1$s, name: %2$s}
            subjects: [{kind: ServiceAccount, name: %5$s, namespace: %6$s}]
            """.formatted(
                        kind,
                        name,
                        owner,
                        String.join(", ", grants.stream().map(Grant::rule).toList()),
                        caller.name(),
                        namespace.name()));
    }
}
