package io.tiphys.validation.requirement.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.requirement.Requirements;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PodsBesideTest {
    private static Map<?, ?> part(PodShape shape, String name) {
        return (Map<?, ?>) Objects.requireNonNull(shape.pod().get(name));
    }

    private static Object names(PodShape shape, String list) {
        List<?> parts = (List<?>) Objects.requireNonNull(part(shape, "spec").get(list));
        return parts.stream()
                .map(one -> Objects.requireNonNull(((Map<?, ?>) one).get("name")))
                .toList();
    }

    @Test
    void createsOneAgentForAllHttpAndPluginTemplates() {
        List<PodShape> shapes = Requirements.of("""
                        entrypoint: main
                        serviceAccountName: runner
                        hostNetwork: true
                        nodeSelector: {disk: ssd}
                        podMetadata: {labels: {team: a}}
                        templates:
                        - {name: main, steps: [[{name: a, template: a}, {name: b, template: b}]]}
                        - {name: a, http: {url: "https://example.org"}}
                        - {name: b, plugin: {hello: {}}}
                        """).shapes();

        assertThat(shapes).singleElement().satisfies(agent -> {
            assertThat(agent.standIn()).isTrue();
            assertThat(agent.open()).isEmpty();
            Map<?, ?> spec = part(agent, "spec");
            assertThat(spec.get("serviceAccountName")).isEqualTo("runner");
            assertThat(spec.get("automountServiceAccountToken")).isEqualTo(false);
            assertThat(spec.get("restartPolicy")).isEqualTo("OnFailure");
            assertThat(spec.get("nodeSelector")).isEqualTo(Map.of("disk", "ssd"));
            assertThat(spec.get("hostNetwork")).isNull();
            assertThat(names(agent, "volumes")).isEqualTo(List.of("var-run-argo", "exec-sa-token"));
            assertThat(names(agent, "initContainers")).isEqualTo(List.of("init"));
            Map<?, ?> labels =
                    (Map<?, ?>) Objects.requireNonNull(part(agent, "metadata").get("labels"));
            assertThat(labels.get("team")).isEqualTo("a");
            assertThat(labels.get("workflows.argoproj.io/component")).isEqualTo("agent");
        });
    }

    @Test
    void appliesTheWholePatchToTheAgent() {
        PodShape agent = Requirements.of("""
                        entrypoint: main
                        podSpecPatch: '{"containers": [{"name": "wait", "resources": {"limits": {"cpu": "1"}}}]}'
                        templates:
                        - {name: main, http: {url: "https://example.org"}}
                        """).shapes().getFirst();

        assertThat(names(agent, "containers"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder("main", "wait");
    }

    @Test
    void createsAPodForEachAccountThatDeletesArtifacts() {
        List<PodShape> shapes = Requirements.of("""
                        entrypoint: main
                        artifactGC:
                          strategy: OnWorkflowDeletion
                          serviceAccountName: cleaner
                          podMetadata: {annotations: {a: b}}
                          podSpecPatch: '{"priorityClassName": "low"}'
                        templates:
                        - name: main
                          container: {image: busybox}
                          outputs:
                            artifacts:
                            - {name: one, path: /one}
                            - {name: two, path: /two, artifactGC: {serviceAccountName: other}}
                        """).shapes();

        assertThat(shapes).hasSize(3);
        List<PodShape> deletions = shapes.subList(1, 3);
        assertThat(deletions)
                .extracting(shape -> String.valueOf(part(shape, "spec").get("serviceAccountName")))
                .containsExactlyInAnyOrder("cleaner", "other");
        assertThat(deletions).allSatisfy(shape -> {
            assertThat(part(shape, "spec").get("priorityClassName")).isEqualTo("low");
            assertThat(part(shape, "metadata").get("annotations")).isEqualTo(Map.of("a", "b"));
        });
    }

    @Test
    void createsNoneForAWorkflowThatNeedsNone() {
        assertThat(Requirements.of("""
                        entrypoint: main
                        artifactGC: {strategy: Never}
                        templates:
                        - {name: main, container: {image: busybox}}
                        """).shapes()).hasSize(1);
    }
}
