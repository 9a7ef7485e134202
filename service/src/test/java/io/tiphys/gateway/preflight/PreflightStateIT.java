package io.tiphys.gateway.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.testbed.Admission;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a preflight finds in the state of a real cluster. */
final class PreflightStateIT extends PreflightOnCluster {
    private static final String[] PARTS_OF_RESTRICTED = {
        "allowPrivilegeEscalation", "unrestricted capabilities", "runAsNonRoot", "seccompProfile"
    };

    @Test
    void findsMissingKeysAndReadsEachObjectOnceAndTellsNoValue() {
        mayRunWorkflows();
        mayRead("", "secrets");
        secret("login", Map.of("user", VALUE));
        journal.clear();

        WorkflowReport report = preflight("direct", """
                templates:
                  - name: main
                    container:
                      image: a
                      envFrom: [{secretRef: {name: login}}, {secretRef: {name: absent}}]
                      env:
                        - {name: A, valueFrom: {secretKeyRef: {name: login, key: user}}}
                        - {name: B, valueFrom: {secretKeyRef: {name: login, key: password}}}
                """);

        assertThat(of("secret-exists", report))
                .extracting(WorkflowFinding::message)
                .containsExactly("Secret 'absent' does not exist.", "Secret 'login' has no key 'password'.");
        assertThat(report.toString())
                .doesNotContain(VALUE)
                .doesNotContain(Base64.getEncoder().encodeToString(VALUE.getBytes(StandardCharsets.UTF_8)));
        assertThat(journal.calls())
                .filteredOn(call -> call.path().endsWith("/secrets/login"))
                .hasSize(1);
    }

    @Test
    void findsAccountsThatAreNotThere() {
        mayRunWorkflows();
        mayRead("", "serviceaccounts");
        cluster.admin()
                .serviceAccounts()
                .inNamespace(namespace.name())
                .withName("worker")
                .delete();

        assertThat(errors(preflight("direct", "serviceAccountName: worker\n" + POD)))
                .contains("account-exists");
        assertThat(errors(preflight("direct", POD))).doesNotContain("account-exists");
    }

    @Test
    void tellsClaimsThatWaitForTheirFirstPodFromThoseThatWaitForEver() {
        mayRunWorkflows();
        mayRead("", "persistentvolumeclaims");
        StorageClass late = storageClass("WaitForFirstConsumer");
        try {
            claim("late", late.getMetadata().getName());
            claim("never", "");
            // Storage classes belong to the cluster: what the caller may not read of them is said.
            assertThat(severities(preflight("direct", mounting("late")), "claim-usable"))
                    .containsExactly(Severity.UNCHECKED);
            assertThat(severities(preflight("direct", mounting("never")), "claim-usable"))
                    .containsExactly(Severity.WARNING);
            assertThat(severities(preflight("direct", mounting("absent")), "claim-usable"))
                    .containsExactly(Severity.ERROR);
            WorkflowReport report = preflight("direct", mounting("late"));
            String manifest = report.checkManifest().orElseThrow();
            assertThat(manifest).contains("kind: ClusterRole\n").contains("storageclasses");
        } finally {
            cluster.admin().resource(late).delete();
        }
    }

    @Test
    void warnsOfAClaimForOneNodeThatAFanOutUses() {
        mayRunWorkflows();
        mayRead("", "persistentvolumeclaims");
        claim("data", "");

        WorkflowReport report = preflight("direct", """
                volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
                templates:
                  - {name: main, steps: [[{name: a, template: work, withItems: [1, 2, 3]}]]}
                  - {name: work, container: {image: a, volumeMounts: [{name: data, mountPath: /d}]}}
                """);

        assertThat(of("claim-fan-out", report))
                .extracting(WorkflowFinding::message)
                .first()
                .asString()
                .contains("3 pods");
    }

    @Test
    void comparesWithQuotasAndLimitRanges() {
        mayRunWorkflows();
        mayRead("", "resourcequotas", "limitranges");
        cluster.admin()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("all")
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("requests.memory", new Quantity("1Gi"))
                        .endSpec()
                        .build())
                .create();
        cluster.admin()
                .resource(new LimitRangeBuilder()
                        .withNewMetadata()
                        .withName("small")
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .withNewSpec()
                        .addNewLimit()
                        .withType("Container")
                        .addToMax("memory", new Quantity("2Gi"))
                        .endLimit()
                        .endSpec()
                        .build())
                .create();

        assertThat(errors(preflight("direct", sized("3Gi")))).contains("quota", "limit-range");
        assertThat(errors(preflight("direct", sized("100Mi")))).doesNotContain("quota", "limit-range");
    }

    @Test
    void agreesWithKubernetesAboutPodSecurity() {
        mayRunWorkflows();
        mayRead("", "namespaces");
        cluster.admin().namespaces().withName(namespace.name()).edit(object -> {
            object.getMetadata().getLabels().put("pod-security.kubernetes.io/enforce", "restricted");
            return object;
        });

        Admission.awaitRefusal(cluster.admin(), pod(false), "violates PodSecurity");

        assertThat(errors(preflight("direct", POD))).contains("pod-security");
        assertThat(Admission.refusal(cluster.admin(), pod(false))).contains(PARTS_OF_RESTRICTED);
        assertThat(errors(preflight("direct", """
                securityContext: {runAsNonRoot: true, runAsUser: 8737, seccompProfile: {type: RuntimeDefault}}
                templates:
                  - name: main
                    container:
                      image: a
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """))).doesNotContain("pod-security");
        // The testbed itself gives pods the host's network, which that level forbids too.
        assertThat(Admission.refusal(cluster.admin(), pod(true))).doesNotContain(PARTS_OF_RESTRICTED);
    }

    private Pod pod(boolean hardened) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName("pod")
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("a")
                .endContainer()
                .endSpec();
        if (hardened) {
            pod.editSpec()
                    .withNewSecurityContext()
                    .withRunAsNonRoot(true)
                    .withRunAsUser(8737L)
                    .withNewSeccompProfile()
                    .withType("RuntimeDefault")
                    .endSeccompProfile()
                    .endSecurityContext()
                    .editFirstContainer()
                    .withNewSecurityContext()
                    .withAllowPrivilegeEscalation(false)
                    .withNewCapabilities()
                    .addToDrop("ALL")
                    .endCapabilities()
                    .endSecurityContext()
                    .endContainer()
                    .endSpec();
        }
        return pod.build();
    }

    private StorageClass storageClass(String binding) {
        StorageClass storageClass = new StorageClassBuilder()
                .withNewMetadata()
                .withName(namespace.name())
                .endMetadata()
                .withProvisioner("example.org/nothing")
                .withVolumeBindingMode(binding)
                .build();
        return cluster.admin().resource(storageClass).create();
    }

    private void claim(String name, String storageClass) {
        cluster.admin()
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withStorageClassName(storageClass)
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Mi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }

    private static String mounting(String claim) {
        return """
                volumes: [{name: data, persistentVolumeClaim: {claimName: %s}}]
                templates: [{name: main, container: {image: a, volumeMounts: [{name: data, mountPath: /d}]}}]
                """.formatted(claim);
    }

    private static String sized(String memory) {
        return "templates: [{name: main, container: {image: a, resources: {requests: {memory: " + memory + "}}}}]";
    }
}
