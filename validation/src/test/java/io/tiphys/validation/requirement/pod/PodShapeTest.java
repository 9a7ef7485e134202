package io.tiphys.validation.requirement.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.tiphys.validation.requirement.Requirements;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodShapeTest {
    private static PodShape shape(String specification) {
        return Requirements.of(specification).shapes().getFirst();
    }

    private static Map<?, ?> spec(PodShape shape) {
        return (Map<?, ?>) Objects.requireNonNull(shape.pod().get("spec"));
    }

    @Test
    void takesFromTheTemplateItsDefaultsAndTheWorkflow() {
        PodShape shape = shape("""
                entrypoint: main
                nodeSelector: {disk: ssd}
                schedulerName: ours
                podMetadata: {labels: {team: a, stage: all}}
                templateDefaults: {container: {imagePullPolicy: Always, env: [{name: A, value: a}]}}
                volumes: [{name: used, emptyDir: {}}, {name: unused, emptyDir: {}}]
                arguments: {parameters: [{name: image, value: busybox}]}
                podSpecPatch: '{"containers": [{"name": "main", "resources": {"limits": {"cpu": "1"}}}, {"name": "wait", "image": "x"}]}'
                templates:
                  - name: main
                    schedulerName: theirs
                    metadata: {labels: {stage: one}}
                    container:
                      image: "{{workflow.parameters.image}}"
                      args: ["{{inputs.parameters.later}}"]
                      env: [{name: B, value: b}]
                      volumeMounts: [{name: used, mountPath: /used}]
                    sidecars: [{name: side, image: s, mirrorVolumeMounts: true}]
                """);

        assertThat(shape.open()).isEmpty();
        assertThat(shape.standIn()).isFalse();
        Map<?, ?> spec = spec(shape);
        assertThat(spec.get("schedulerName")).isEqualTo("theirs");
        assertThat(spec.get("nodeSelector")).isEqualTo(Map.of("disk", "ssd"));
        assertThat(spec.get("volumes"))
                .asInstanceOf(LIST)
                .extracting(one -> ((Map<?, ?>) one).get("name"))
                .isEqualTo(List.of("var-run-argo", "tmp-dir-argo", "used"));
        assertThat(spec.get("containers"))
                .isEqualTo(List.of(
                        Map.of(
                                "image", "busybox",
                                "imagePullPolicy", "Always",
                                "args", List.of("{{inputs.parameters.later}}"),
                                "env", List.of(Map.of("name", "A", "value", "a"), Map.of("name", "B", "value", "b")),
                                "volumeMounts", List.of(Map.of("name", "used", "mountPath", "/used")),
                                "resources", Map.of("limits", Map.of("cpu", "1")),
                                "name", "main"),
                        Map.of(
                                "name", "side",
                                "image", "s",
                                "volumeMounts", List.of(Map.of("name", "used", "mountPath", "/used")))));
        assertThat(shape.pod().toString()).contains("team=a", "stage=one");
        assertThat(shape.placeOf("spec.containers[1].image").pointer()).isEqualTo("/spec/templates/0/sidecars/0");
        assertThat(shape.placeOf("spec.volumes[2].name").pointer()).isEqualTo("/spec/volumes/0");
        assertThat(shape.placeOf("metadata.labels").pointer()).isEqualTo("/spec/templates/0/metadata/labels");
        assertThat(shape.placeOf("spec.priority").pointer())
                .isEqualTo(shape.place().pointer());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            container: {image: '{{inputs.parameters.i}}'}                                  | spec.containers[0].image
            container: {image: a, resources: {limits: {cpu: '{{inputs.parameters.i}}'}}}   | spec.containers[0].resources.limits.cpu
            container: {image: a}, metadata: {labels: {a: '{{workflow.name}}'}}            | metadata.labels.a
            container: {image: a}, podSpecPatch: 'priority: {{inputs.parameters.i}}'       | podSpecPatch
            container: {image: a}, podSpecPatch: '$patch: replace'                         | podSpecPatch
            """)
    void saysWhatOnlyComesToLightWhileTheWorkflowRuns(String template, String open) {
        assertThat(shape("entrypoint: main\ntemplates: [{name: main, " + template + "}]")
                        .open())
                .containsExactly(open);
    }

    @Test
    void takesAnyTextWhereKubernetesDoes() {
        assertThat(shape("""
                entrypoint: main
                templates:
                  - name: main
                    metadata: {annotations: {a: "{{workflow.name}}"}}
                    script: {image: a, command: ["{{x}}"], source: "{{x}}", workingDir: "{{x}}", env: [{name: A, value: "{{x}}"}]}
                """).open()).isEmpty();
    }

    @Test
    void anImageStandsInWhereTheOnlyContainerIsArgos() {
        PodShape shape = shape("""
                entrypoint: main
                templates: [{name: main, resource: {action: get, manifest: "{apiVersion: v1, kind: Pod}"}}]
                """);

        assertThat(shape.standIn()).isTrue();
        assertThat(spec(shape).get("containers")).asInstanceOf(LIST).hasSize(1);
    }

    @Test
    void makesABoundedNumberOfPods() {
        StringBuilder templates = new StringBuilder("entrypoint: main\ntemplates:\n  - name: main\n    steps: [[");
        for (int i = 0; i < PodShape.MOST + 1; i++) {
            templates
                    .append(i == 0 ? "" : ",")
                    .append("{name: s")
                    .append(i)
                    .append(", template: t")
                    .append(i)
                    .append('}');
        }
        templates.append("]]\n");
        for (int i = 0; i < PodShape.MOST + 1; i++) {
            templates.append("  - {name: t").append(i).append(", container: {image: a}}\n");
        }

        assertThat(Requirements.of(templates.toString()).shapes()).hasSize(PodShape.MOST);
    }
}
