package io.tiphys.validation.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.requirement.account.AccountUse;
import io.tiphys.validation.requirement.account.AccountUse.Task;
import io.tiphys.validation.requirement.account.ManifestAction;
import io.tiphys.validation.requirement.object.ObjectNeed;
import io.tiphys.validation.requirement.pod.PodSecurityBreach;
import io.tiphys.validation.requirement.pod.PodSecurityLevel;
import io.tiphys.validation.requirement.template.Count;
import io.tiphys.validation.requirement.template.TemplateLibrary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowRequirementsTest {
    @Test
    void findsTheObjectsThatPodsUseWithTheirKeysAndPlaces() {
        List<ObjectNeed> needs = Requirements.of("""
                entrypoint: main
                imagePullSecrets: [{name: registry}]
                podPriorityClassName: low
                volumes:
                  - {name: settings, configMap: {name: settings, items: [{key: a, path: a}]}}
                  - {name: unused, secret: {secretName: unused}}
                  - {name: data, persistentVolumeClaim: {claimName: data}}
                templates:
                  - name: main
                    container:
                      image: a
                      env:
                        - {name: A, valueFrom: {secretKeyRef: {name: login, key: password}}}
                        - {name: B, valueFrom: {configMapKeyRef: {name: maybe, key: b, optional: true}}}
                      envFrom: [{secretRef: {name: all}}]
                      volumeMounts: [{name: settings, mountPath: /s}, {name: data, mountPath: /d}]
                """).objects();

        assertThat(needs)
                .extracting(need ->
                        need.kind() + " " + need.name() + " " + need.key().orElse("-"))
                .containsExactlyInAnyOrder(
                        "IMAGE_PULL_SECRET registry -",
                        "PRIORITY_CLASS low -",
                        "SECRET login password",
                        "CONFIG_MAP maybe b",
                        "SECRET all -",
                        "CONFIG_MAP settings -",
                        "CONFIG_MAP settings a",
                        "VOLUME_CLAIM data -");
        ObjectNeed login = needs.stream()
                .filter(need -> need.name().equals("login"))
                .findFirst()
                .orElseThrow();
        assertThat(login.place().pointer()).isEqualTo("/spec/templates/0/container/env/0/valueFrom/secretKeyRef");
        assertThat(login.place().line()).isEqualTo(14);
        assertThat(needs)
                .filteredOn(ObjectNeed::optional)
                .extracting(ObjectNeed::name)
                .containsExactly("maybe");
    }

    @Test
    void leavesOutTemplatesThatDoNotRunAndWhatTheControllerMakes() {
        List<ObjectNeed> needs = Requirements.of("""
                entrypoint: main
                templates:
                  - name: main
                    memoize: {key: k, cache: {configMap: {name: made, key: k}}}
                    container: {image: a}
                  - name: other
                    container: {image: a, envFrom: [{secretRef: {name: unused}}]}
                """).objects();

        assertThat(needs).isEmpty();
    }

    @Test
    void pointsToTheReferenceForWhatATemplateOfTheClusterNeeds() {
        TemplateLibrary library = Requirements.library("""
                entrypoint: main
                templates:
                  - name: main
                    steps: [[{name: a, templateRef: {name: shared, template: work}}]]
                """, Map.of(Requirements.template("shared"), """
                templates:
                  - name: work
                    container: {image: a, envFrom: [{secretRef: {name: theirs}}]}
                """));

        ObjectNeed need = WorkflowRequirements.of(library).objects().getFirst();

        assertThat(need.place().pointer()).isEqualTo("/spec/templates/0/steps/0/0/templateRef/name");
        assertThat(need.place().holder()).isEqualTo(Requirements.template("shared"));
    }

    @Test
    void knowsAsWhichAccountEachPodRunsAndReports() {
        List<AccountUse> uses = Requirements.of("""
                entrypoint: main
                serviceAccountName: workers
                templates:
                  - name: main
                    steps: [[{name: a, template: a}, {name: b, template: b}, {name: c, template: c}, {name: d, template: d}]]
                  - {name: a, container: {image: a}}
                  - {name: b, serviceAccountName: special, container: {image: a}}
                  - {name: c, executor: {serviceAccountName: reporter}, container: {image: a}}
                  - {name: d, http: {url: "http://a"}}
                """).accounts();

        assertThat(uses)
                .extracting(use -> use.account() + " " + use.task() + (use.byTokenSecret() ? " by a token secret" : ""))
                .containsExactlyInAnyOrder(
                        "workers RunPod[]",
                        "workers ReportResults[]",
                        "special RunPod[]",
                        "special ReportResults[]",
                        "reporter ReportResults[] by a token secret",
                        "workers RunAgent[plugin=false] by a token secret");
    }

    @Test
    void knowsTheConfigMapsThatNeedALabel() {
        assertThat(Requirements.of("""
                        entrypoint: main
                        arguments: {parameters: [{name: a, valueFrom: {default: d, configMapKeyRef: {name: values, key: k}}}]}
                        synchronization: {semaphores: [{configMapKeyRef: {name: semaphore, key: k}}]}
                        templates:
                          - name: main
                            memoize: {key: k, maxAge: 1h, cache: {configMap: {name: results}}}
                            inputs: {parameters: [{name: b, valueFrom: {configMapKeyRef: {name: more, key: k}}}]}
                            container: {image: a, env: [{name: A, valueFrom: {configMapKeyRef: {name: env, key: k}}}]}
                        """).typedConfigMaps())
                .extracting(map -> map.name() + " " + map.type() + " " + map.optional())
                .containsExactlyInAnyOrder("values PARAMETER true", "results CACHE true", "more PARAMETER false");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            action: get                                     | get
            action: create                                  | create
            action: create, successCondition: status.ok > 0 | create,get
            action: apply                                   | create,get,patch
            action: delete                                  | delete
            action: patch                                   | patch
            action: replace                                 | get,update
            """)
    void knowsWhatAnActionTakes(String fields, String verbs) {
        ManifestAction action = action(fields, "{apiVersion: batch/v1, kind: Job, metadata: {name: a}}")
                .orElseThrow();

        assertThat(action.verbs()).containsExactlyInAnyOrder(verbs.split(","));
        assertThat(action.kind()).isEqualTo("Job");
        assertThat(action.name()).contains("a");
    }

    @Test
    void readsManifestsWithVariables() {
        ManifestAction action = action(
                        "action: create",
                        "apiVersion: v1\\nkind: Pod\\nmetadata:\\n  generateName: x-\\n  name: {{inputs.parameters.n}}")
                .orElseThrow();

        assertThat(action)
                .isEqualTo(new ManifestAction("v1", "Pod", Optional.empty(), Optional.empty(), Set.of("create")));
        assertThat(action("action: create", "apiVersion: v1\\nkind: {{workflow.parameters.kind}}"))
                .isEmpty();
        assertThat(action("action: create", "}{")).isEmpty();
        assertThat(action("action: create, flags: [--raw]", "{apiVersion: v1, kind: Pod}"))
                .isEmpty();
    }

    private static Optional<ManifestAction> action(String fields, String manifest) {
        List<AccountUse> uses = Requirements.of("""
                entrypoint: main
                templates:
                  - name: main
                    resource: {%s, manifest: "%s"}
                """.formatted(fields, manifest)).accounts();
        return uses.stream()
                .map(AccountUse::task)
                .filter(Task.HandleObject.class::isInstance)
                .map(task -> ((Task.HandleObject) task).action())
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'steps: [[{name: a, template: work, withItems: [1, 2, 3]}]]'                              | 3
            'steps: [[{name: a, template: work}], [{name: b, template: work}]]'                       | 1
            'steps: [[{name: a, template: work}, {name: b, template: work}]]'                         | 2
            'dag: {tasks: [{name: a, template: work}, {name: b, template: work, depends: a}]}'        | 1
            'dag: {tasks: [{name: a, template: work}, {name: b, template: work}]}'                    | 2
            'parallelism: 1, steps: [[{name: a, template: work, withItems: [1, 2, 3]}]]'              | 1
            """)
    void countsThePodsThatUseAClaimAtOnce(String main, long pods) {
        Map<String, Count> fanOut = Requirements.of("""
                entrypoint: main
                volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
                templates:
                  - {name: main, %s}
                  - {name: work, container: {image: a, volumeMounts: [{name: data, mountPath: /d}]}}
                """.formatted(main)).claimFanOut();

        assertThat(fanOut).containsExactly(Map.entry("data", Count.exactly(pods)));
    }

    @Test
    void findsWhatPodSecurityForbids() {
        List<PodSecurityBreach> breaches = Requirements.of("""
                entrypoint: main
                volumes: [{name: host, hostPath: {path: /}}]
                templates:
                  - name: main
                    container:
                      image: a
                      securityContext: {privileged: true}
                      volumeMounts: [{name: host, mountPath: /h}]
                """).securityBreaches();

        assertThat(breaches)
                .filteredOn(breach -> breach.level() == PodSecurityLevel.BASELINE)
                .extracting(PodSecurityBreach::rule)
                .containsExactlyInAnyOrder("hostPath volumes are not allowed", "privileged is not allowed");
        assertThat(breaches)
                .filteredOn(breach -> breach.level() == PodSecurityLevel.RESTRICTED)
                .hasSize(4);
    }

    @Test
    void findsNothingThatPodSecurityForbidsInAHardenedPod() {
        assertThat(Requirements.of("""
                entrypoint: main
                securityContext: {runAsNonRoot: true, runAsUser: 8737, seccompProfile: {type: RuntimeDefault}}
                templates:
                  - name: main
                    container:
                      image: a
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """).securityBreaches()).isEmpty();
    }
}
