package io.tiphys.gateway.argoapi;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.TestNamespace;

/**
 * An account that may do with Argo's objects what users do, in namespaces of its own and with cluster-wide templates. What
 * belongs to the whole cluster goes together with the account's home.
 */
final class Scientist {
    private static final String ACCOUNT = "scientist";

    private final ClusterUnderTest cluster;
    private final TestNamespace home;
    private final String token;

    private Scientist(ClusterUnderTest cluster, TestNamespace home) {
        this.cluster = cluster;
        this.home = home;
        home.serviceAccount(ACCOUNT);
        home.apply(clusterWideRights());
        this.token = home.token(ACCOUNT).reveal();
    }

    static Scientist create(ClusterUnderTest cluster) {
        return new Scientist(cluster, TestNamespace.create(cluster));
    }

    /** A new namespace in which the account may do everything with Argo's objects and read what pods say. */
    TestNamespace namespace() {
        TestNamespace namespace = TestNamespace.create(cluster);
        namespace.apply(rightsIn());
        return namespace;
    }

    /**
     * The same, with an account in it that a gateway can lend for all of this, and the secret of that account. What it may
     * do in the whole cluster goes together with the account's home as well.
     */
    TestNamespace namespaceWithAccount() {
        TestNamespace namespace = namespace();
        namespace.serviceAccount(EnvironmentSettings.SUBMITTER);
        namespace.tokenSecret(EnvironmentSettings.SUBMITTER, EnvironmentSettings.SUBMITTER + ".service-account-token");
        namespace.apply(rightsOfAccountIn(namespace.name()));
        return namespace;
    }

    /** Its name as Kubernetes has it. */
    String user() {
        return home.user(ACCOUNT);
    }

    /** Its token for the API server, without the word Bearer. */
    String token() {
        return token;
    }

    /** What belongs to it, so that the cluster removes it when the account's home is removed. */
    OwnerReference owner() {
        return new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Namespace")
                .withName(home.name())
                .withUid(cluster.admin()
                        .namespaces()
                        .withName(home.name())
                        .get()
                        .getMetadata()
                        .getUid())
                .build();
    }

    private String rightsIn() {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: scientist}
                rules:
                  - {apiGroups: [argoproj.io], resources: ["*"], verbs: ["*"]}
                  - {apiGroups: [""], resources: [pods], verbs: [get, list, watch, delete]}
                  - {apiGroups: [""], resources: [pods/log], verbs: [get]}
                  - {apiGroups: [""], resources: [events], verbs: [watch]}
                  - {apiGroups: [""], resources: [configmaps], verbs: [create, get, update, delete]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: scientist}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: scientist}
                subjects: [{kind: ServiceAccount, name: scientist, namespace: %s}]
                """.formatted(home.name());
    }

    private String rightsOfAccountIn(String namespace) {
        OwnerReference owner = owner();
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: scientist}
                subjects: [{kind: ServiceAccount, name: %1$s, namespace: %2$s}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata:
                  name: %2$s-scientist
                  ownerReferences: [{apiVersion: v1, kind: Namespace, name: %3$s, uid: %4$s}]
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %3$s-scientist}
                subjects: [{kind: ServiceAccount, name: %1$s, namespace: %2$s}]
                """.formatted(EnvironmentSettings.SUBMITTER, namespace, owner.getName(), owner.getUid());
    }

    private String clusterWideRights() {
        OwnerReference owner = owner();
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata:
                  name: %1$s-scientist
                  ownerReferences: [{apiVersion: v1, kind: Namespace, name: %1$s, uid: %2$s}]
                rules:
                  - apiGroups: [argoproj.io]
                    resources: [clusterworkflowtemplates]
                    verbs: [create, get, list, watch, update, patch, delete]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata:
                  name: %1$s-scientist
                  ownerReferences: [{apiVersion: v1, kind: Namespace, name: %1$s, uid: %2$s}]
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s-scientist}
                subjects: [{kind: ServiceAccount, name: scientist, namespace: %1$s}]
                """.formatted(owner.getName(), owner.getUid());
    }
}
