package io.tiphys.gateway.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LocalObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a workflow brings along or gets from its account: claims that Argo makes, pull secrets, the deletion of artifacts. */
final class PreflightObjectsIT extends PreflightOnCluster {
    private static final String WITH_CLAIM = """
            volumeClaimTemplates:
              - metadata: {name: work}
                spec: {accessModes: [ReadWriteOnce], storageClassName: %s, resources: {requests: {storage: 1Mi}}}
            templates:
              - {name: main, steps: [[{name: a, template: one, withItems: [1, 2, 3]}]]}
              - {name: one, container: {image: a, volumeMounts: [{name: work, mountPath: /w}]}}
            """;

    @Test
    void looksForTheStorageClassOfClaimsThatArgoMakes() {
        mayRunWorkflows();
        String name = namespace.name();
        var storageClass = cluster.admin()
                .resource(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withProvisioner("example.org/nothing")
                        .build())
                .create();
        try {
            assertThat(severities(preflight("direct", WITH_CLAIM.formatted(name)), "claim-usable"))
                    .containsExactly(Severity.UNCHECKED);
            readsStorageClasses(() -> {
                WorkflowReport there = preflight("direct", WITH_CLAIM.formatted(name));
                assertThat(of("claim-usable", there)).isEmpty();
                assertThat(of("claim-fan-out", there))
                        .singleElement()
                        .extracting(WorkflowFinding::message)
                        .asString()
                        .contains("up to 3 pods");
                assertThat(of("shared-claim", there)).isEmpty();
                assertThat(severities(preflight("direct", WITH_CLAIM.formatted("absent-class")), "claim-usable"))
                        .containsExactly(Severity.ERROR);
            });
        } finally {
            cluster.admin().resource(storageClass).delete();
        }
    }

    /** Storage classes belong to the cluster, so the right to read them does too. */
    private void readsStorageClasses(Runnable test) {
        String name = namespace.name() + "-storage";
        var role = cluster.admin()
                .resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("storage.k8s.io")
                        .withResources("storageclasses")
                        .withVerbs("get")
                        .endRule()
                        .build())
                .create();
        var binding = cluster.admin()
                .resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
                        .addNewSubject("", "ServiceAccount", "ada", namespace.name())
                        .build())
                .create();
        try {
            test.run();
        } finally {
            cluster.admin().resource(binding).delete();
            cluster.admin().resource(role).delete();
        }
    }

    @Test
    void looksForThePullSecretsOfTheAccountOnce() {
        mayRunWorkflows();
        mayRead("", "serviceaccounts", "secrets");
        secret("registry", Map.of("any", VALUE));
        cluster.admin()
                .serviceAccounts()
                .inNamespace(namespace.name())
                .withName("worker")
                .edit(account -> {
                    account.setImagePullSecrets(List.of(
                            new LocalObjectReferenceBuilder()
                                    .withName("registry")
                                    .build(),
                            new LocalObjectReferenceBuilder().withName("absent").build()));
                    return account;
                });
        journal.clear();

        WorkflowReport report = preflight("direct", "serviceAccountName: worker\n" + POD);

        assertThat(of("pull-secret-exists", report))
                .extracting(WorkflowFinding::message)
                .containsExactly("Image pull secret 'absent' of service account 'worker' does not exist: private images"
                        + " cannot be pulled.");
        assertThat(journal.calls())
                .filteredOn(call -> call.path().endsWith("/serviceaccounts/worker")
                        || call.path().endsWith("/secrets/registry")
                        || call.path().endsWith("/secrets/absent"))
                .hasSize(3);
        assertThat(of(
                        "pull-secret-exists",
                        preflight(
                                "direct", "serviceAccountName: worker\nimagePullSecrets: [{name: registry}]\n" + POD)))
                .isEmpty();
    }

    @Test
    void tellsTheRightsOfTheAccountThatDeletesArtifacts() {
        mayRunWorkflows();
        String specification = """
                artifactGC: {strategy: OnWorkflowDeletion}
                templates:
                  - name: main
                    container: {image: a}
                    outputs: {artifacts: [{name: out, path: /tmp/out, artifactGC: {serviceAccountName: worker}}]}
                """;

        assertThat(deletion(preflight("secret", specification))).isNotEmpty();
        for (PolicyRule rule : List.of(
                rule("argoproj.io", "workflowartifactgctasks", "list", "watch"),
                rule("argoproj.io", "workflowartifactgctasks/status", "patch"))) {
            namespace.grant("worker", rule);
            namespace.grant("default", rule);
        }
        passTheTimeThatDenialsAreKept();
        assertThat(deletion(preflight("secret", specification))).isEmpty();
    }

    private static List<WorkflowFinding> deletion(WorkflowReport report) {
        return of("account-right", report).stream()
                .filter(finding -> finding.message().contains("'worker'")
                        && finding.message().contains("delete artifacts"))
                .toList();
    }
}
