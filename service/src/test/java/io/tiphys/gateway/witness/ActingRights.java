package io.tiphys.gateway.witness;

import io.tiphys.gateway.testbed.EnvironmentSettings;

/** The rights of the account that the gateway acts with: everything in the namespaces, and reading in the whole cluster. */
final class ActingRights {
    private ActingRights() {}

    /**
     * The roles and their bindings.
     *
     * @param namespace where they hold
     * @param home the namespace of the account; what belongs to the cluster goes together with it
     */
    static String in(String namespace, String home, String homeUid) {
        return """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: acting}
            rules: [{apiGroups: [argoproj.io, ""], resources: ["*"], verbs: ["*"]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: acting}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: acting}
            subjects: [{kind: ServiceAccount, name: %1$s, namespace: %2$s}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: %4$s-acting
              ownerReferences: [{apiVersion: v1, kind: Namespace, name: %2$s, uid: %3$s}]
            rules:
              - {apiGroups: [argoproj.io], resources: ["*"], verbs: [get, list, watch]}
              - {apiGroups: [""], resources: [pods, pods/log], verbs: [get, list, watch]}
              - apiGroups: [argoproj.io]
                resources: [clusterworkflowtemplates]
                verbs: [create, update, patch, delete]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata:
              name: %4$s-acting
              ownerReferences: [{apiVersion: v1, kind: Namespace, name: %2$s, uid: %3$s}]
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %4$s-acting}
            subjects: [{kind: ServiceAccount, name: %1$s, namespace: %2$s}]
            """.formatted(EnvironmentSettings.SUBMITTER, home, homeUid, namespace);
    }
}
