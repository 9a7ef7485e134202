package io.tiphys.validation.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesRulesTest {
    private static final String HEAD = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\n";

    @Test
    void findsEveryLabelAndAnnotationThatKubernetesRefuses() {
        assertThat(Manifests.places(HEAD + """
                        metadata:
                          generateName: labelled-
                          labels:
                            team: data science
                            source: s3://bucket/a/b
                            "not a key": x
                            open: "{{workflow.name}}"
                            example.org/very-long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                          annotations: {"bad key!": x, Example.org/Fine: any text}
                        spec:
                          workflowMetadata:
                            labels: {path: a/b, open: "{{workflow.parameters.a}}"}
                            labelsFrom: {from: {expression: "'a/b'"}, fine: {expression: "workflow.name"}}
                          podMetadata: {labels: {user: jane@example.org}}
                          nodeSelector: {-a: b}
                          templates:
                          - metadata: {labels: {step: "first step", open: "{{inputs.parameters.a}}"}}
                        """))
                .containsExactly(
                        "kubernetes-metadata /metadata/labels/team 6:11",
                        "kubernetes-metadata /metadata/labels/source 7:13",
                        "kubernetes-metadata /metadata/labels/not a key 8:5",
                        "kubernetes-metadata /metadata/labels/open 9:11",
                        "kubernetes-metadata /metadata/labels/example.org~1very-long 10:28",
                        "kubernetes-metadata /metadata/annotations/bad key! 11:17",
                        "kubernetes-metadata /spec/workflowMetadata/labels/path 14:20",
                        "kubernetes-metadata /spec/workflowMetadata/labelsFrom/from/expression 15:37",
                        "kubernetes-metadata /spec/podMetadata/labels/user 16:32",
                        "kubernetes-metadata /spec/nodeSelector/-a 17:18",
                        "kubernetes-metadata /spec/templates/0/metadata/labels/step 19:31");
    }

    @Test
    void boundsTheAnnotationsOfAnObjectTogether() {
        String half = "x".repeat(128 << 10);
        assertThat(Manifests.places(HEAD + "metadata: {generateName: a-, annotations: {a: " + half + ", b: " + half
                        + "}}\nspec: {}\n"))
                .containsExactly("kubernetes-metadata /metadata/annotations 3:43");
        assertThat(Manifests.places(HEAD + "metadata: {generateName: a-, annotations: {a: " + half + "}}\nspec: {}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ports: [{containerPort: 0}]} | /ports/0/containerPort",
                "{ports: [{containerPort: 65536}]} | /ports/0/containerPort",
                "{ports: [{name: http}]} | /ports/0/containerPort",
                "{ports: [{containerPort: 1, hostPort: -1}]} | /ports/0/hostPort",
                "{ports: [{containerPort: 1, name: HTTP}]} | /ports/0/name",
                "{ports: [{containerPort: 1, name: a--b}]} | /ports/0/name",
                "{ports: [{containerPort: 1, name: '80'}]} | /ports/0/name",
                "{ports: [{containerPort: 1, name: a-name-of-16-let}]} | /ports/0/name",
                "{ports: [{containerPort: 1, name: a}, {containerPort: 2, name: a}]} | /ports/1/name",
                "{ports: [{containerPort: 1, protocol: tcp}]} | /ports/0/protocol",
                "{env: [{value: a}]} | /env/0/name",
                "{env: [{name: a=b}]} | /env/0/name",
                "{env: [{name: a, value: b, valueFrom: {fieldRef: {fieldPath: a}}}]} | /env/0/valueFrom",
                "{volumeMounts: [{mountPath: /a}]} | /volumeMounts/0/name",
                "{volumeMounts: [{name: a}]} | /volumeMounts/0/mountPath",
                "{imagePullPolicy: always} | /imagePullPolicy",
                "{terminationMessagePolicy: Log} | /terminationMessagePolicy",
                "{image: ' alpine'} | /image",
                "{image: 'alpine: 3'} | /image",
                "{image: Alpine} | /image",
                "{image: 'example.org/Team/tool:1'} | /image",
                "{image: '${IMAGE}'} | /image",
                "{env: [{name: a, valueFrom: {}}]} | /env/0/valueFrom",
                "{env: [{name: a, valueFrom: {secretKeyRef: {name: b}}}]} | /env/0/valueFrom/secretKeyRef/key",
                "{env: [{name: a, valueFrom: {fieldRef: {fieldPath: a}, secretKeyRef: {name: b, key: c}}}]} | /env/0/valueFrom",
                "{securityContext: {runAsUser: -1}} | /securityContext/runAsUser",
                "{resources: {limits: {nvidia.com/gpu: '0.5'}}} | /resources/limits/nvidia.com~1gpu",
                "{resources: {requests: {nvidia.com/gpu: 1}}} | /resources/requests/nvidia.com~1gpu",
                "{resources: {limits: {gpu: 1}}} | /resources/limits/gpu",
                "{resources: {limits: {cpu: -1}}} | /resources/limits/cpu",
                "{resources: {limits: {cpu: 500m}, requests: {cpu: 1}}} | /resources/requests/cpu",
            })
    void findsWhatKubernetesRefusesOfAContainer(String container, String pointer) {
        String spec = "spec: {templates: [{script: " + container + "}]}";

        assertThat(Manifests.validate(HEAD + "metadata: {generateName: a-}\n" + spec, "*"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("kubernetes-pod");
                    assertThat(finding.pointer()).isEqualTo("/spec/templates/0/script" + pointer);
                    assertThat(finding.message()).startsWith("spec.templates[0].script");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{podSpecPatch: 'a: 1', dnsPolicy: None, templates: [{sidecars: [{name: a}]}]}",
                "{templateDefaults: {sidecars: [{name: a, image: b}]}, templates: [{sidecars: [{name: a}]}]}",
                "{templates: [{podSpecPatch: 'a: 1', containerSet: {containers: [{name: main}]}}]}",
                "{dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.1]}}",
                "{volumeClaimTemplates: [{metadata: {name: '{{workflow.name}}'}, spec: {accessModes: [ReadWriteMany], resources: {requests: {storage: '{{workflow.parameters.size}}'}}}}]}"
            })
    void acceptsWhatAPatchOrDefaultsMayComplete(String spec) {
        assertThat(Manifests.validate(HEAD + "metadata: {generateName: a-}\nspec: " + spec, "*"))
                .extracting(Finding::rule)
                .doesNotContain("kubernetes-pod");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{volumes: [{emptyDir: {}}]} | /volumes/0/name",
                "{volumes: [{name: My_Volume, emptyDir: {}}]} | /volumes/0/name",
                "{volumes: [{name: a}, {name: a}]} | /volumes/1/name",
                "{volumes: [{name: a, emptyDir: {}, secret: {secretName: b}}]} | /volumes/0",
                "{serviceAccountName: My_Account} | /serviceAccountName",
                "{dnsPolicy: clusterFirst} | /dnsPolicy",
                "{tolerations: [{key: a, operator: Equals}]} | /tolerations/0/operator",
                "{affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: in}]}]}}}} | /affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/0/operator",
                "{securityContext: {fsGroup: -5}} | /securityContext/fsGroup",
                "{tolerations: [{key: a, effect: NoRun}]} | /tolerations/0/effect",
                "{templates: [{sidecars: [{name: Side, image: a}]}]} | /templates/0/sidecars/0/name",
                "{templates: [{sidecars: [{name: main, image: a}]}]} | /templates/0/sidecars/0/name",
                "{templates: [{sidecars: [{name: init, image: a}]}]} | /templates/0/sidecars/0/name",
                "{templates: [{sidecars: [{image: a}]}]} | /templates/0/sidecars/0/name",
                "{templates: [{sidecars: [{name: a}]}]} | /templates/0/sidecars/0/image",
                "{templates: [{initContainers: [{name: a_b, image: a}]}]} | /templates/0/initContainers/0/name",
                "{templates: [{initContainers: [{name: wait, image: a}]}]} | /templates/0/initContainers/0/name",
                "{templates: [{initContainers: [{name: a}]}]} | /templates/0/initContainers/0/image",
                "{templates: [{containerSet: {containers: [{name: main}]}}]} | /templates/0/containerSet/containers/0/image",
                "{templates: [{containerSet: {containers: [{name: wait, image: a}]}}]} | /templates/0/containerSet/containers/0/name",
                "{dnsPolicy: None} | /dnsConfig",
                "{volumeClaimTemplates: [{metadata: {name: A_B}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}"
                        + " | /volumeClaimTemplates/0/metadata/name",
                "{volumeClaimTemplates: [{spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}"
                        + " | /volumeClaimTemplates/0/metadata",
                "{volumeClaimTemplates: [{metadata: {name: a}, spec: {resources: {requests: {storage: 1Gi}}}}]}"
                        + " | /volumeClaimTemplates/0/spec/accessModes",
                "{volumeClaimTemplates: [{metadata: {name: a}, spec: {accessModes: [ReadWriteOnce]}}]}"
                        + " | /volumeClaimTemplates/0/spec/resources",
                "{affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: a, labelSelector: {matchLabels: {a: b c}}}]}}}"
                        + " | /affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/labelSelector/matchLabels/a",
            })
    void findsWhatKubernetesRefusesOfAPod(String spec, String pointer) {
        assertThat(Manifests.validate(HEAD + "metadata: {generateName: a-}\nspec: " + spec, "*"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).startsWith("kubernetes-");
                    assertThat(finding.pointer()).isEqualTo("/spec" + pointer);
                });
    }

    /** What is put in only when the workflow runs cannot be told. */
    @Test
    void takesVariablesAndWhatKubernetesTakes() {
        assertThat(Manifests.places(HEAD + """
                        metadata: {generateName: a-, labels: {a.b/C_d: "", x: A.b_c-9}}
                        spec:
                          serviceAccountName: "{{workflow.parameters.a}}"
                          volumes: [{name: "{{workflow.parameters.v}}", emptyDir: {}}, {name: a}]
                          templates:
                          - container:
                              image: "{{inputs.parameters.image}}"
                              imagePullPolicy: "{{inputs.parameters.p}}"
                              ports: [{containerPort: 65535, name: http-1, protocol: UDP}]
                              env: [{name: A.B-c, value: ""}, {name: "1", valueFrom: {fieldRef: {fieldPath: a}}}]
                              resources: {limits: {cpu: 1, nvidia.com/gpu: 1, hugepages-2Mi: 1}, requests: {cpu: 1000m}}
                        """)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "a-b.c1", "0"})
    void takesSubdomains(String name) {
        assertThat(KubernetesNames.isSubdomain(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a.", ".a", "a..b", "-a", "a-", "a_b", "a b", "\u00e9"})
    void refusesOtherSubdomains(String name) {
        assertThat(KubernetesNames.isSubdomain(name)).isFalse();
        assertThat(KubernetesNames.isQualifiedName(name + "/x")).isFalse();
    }

    @Test
    void readsNamesOfAnyLengthInOnePass() {
        assertThat(KubernetesNames.isSubdomain("a.".repeat(1_000_000))).isFalse();
        assertThat(KubernetesNames.isQualifiedName("a".repeat(253) + "/" + "b".repeat(63)))
                .isTrue();
        assertThat(KubernetesNames.isQualifiedName("a".repeat(254) + "/b")).isFalse();
        assertThat(KubernetesNames.isLabelValue("b".repeat(64))).isFalse();
    }
}
