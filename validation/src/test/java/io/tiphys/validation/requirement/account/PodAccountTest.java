package io.tiphys.validation.requirement.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.requirement.Requirements;
import io.tiphys.validation.requirement.account.AccountUse.Task;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodAccountTest {
    private static List<AccountUse> uses(String specification) {
        return Requirements.of(specification).accounts();
    }

    private static List<String> runs(String specification) {
        return uses(specification).stream()
                .filter(use -> use.task() instanceof Task.RunPod)
                .map(AccountUse::account)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -       | -                                      | -                                 | workers
            own     | -                                      | -                                 | own
            own     | serviceAccountName: patched            | -                                 | patched
            own     | serviceAccountName: patched            | '{"serviceAccountName": "later"}' | later
            -       | -                                      | serviceAccount: old               | workers
            -       | serviceAccountName: null               | serviceAccount: old               | old
            -       | serviceAccountName: ''                 | -                                 | default
            -       | '"serviceAccountN\\u0061me": escaped'  | -                                 | escaped
            -       | SERVICEACCOUNTNAME: loud               | -                                 | loud
            -       | 'priority: {{inputs.parameters.p}}'    | -                                 | workers
            -       | 'serviceAccountName: {{inputs.parameters.p}}' | -                          | {{podSpecPatch}}
            -       | '$patch: replace'                      | -                                 | {{podSpecPatch}}
            """)
    void appliesThePatchesInTheOrderOfArgo(String own, String ofWorkflow, String ofTemplate, String account) {
        assertThat(runs("""
                entrypoint: main
                serviceAccountName: workers
                %s
                templates:
                  - name: main
                    container: {image: a}
                    %s
                    %s
                """.formatted(
                                field("podSpecPatch", ofWorkflow),
                                field("serviceAccountName", own),
                                field("podSpecPatch", ofTemplate))))
                .containsExactly(account);
    }

    private static String field(String name, String value) {
        return value == null ? "" : name + ": '" + value.replace("'", "''") + "'";
    }

    @Test
    void theAgentActsAsTheWorkflowsAccountWhateverItsPodRunsAs() {
        List<AccountUse> uses = uses("""
                entrypoint: main
                serviceAccountName: workers
                podSpecPatch: '{"serviceAccountName": "patched"}'
                templates: [{name: main, plugin: {hello: {}}}]
                """);

        assertThat(uses)
                .extracting(use -> use.account() + " " + use.task() + " " + use.byTokenSecret())
                .containsExactly("patched RunPod[] false", "workers RunAgent[plugin=true] true");
    }

    @Test
    void theExecutorsAccountHandlesTheObjectOfAResourceTemplate() {
        List<AccountUse> uses = uses("""
                entrypoint: main
                executor: {serviceAccountName: reporter}
                templates:
                  - name: main
                    resource: {action: get, manifest: "{apiVersion: v1, kind: Pod, metadata: {name: a}}"}
                """);

        assertThat(uses)
                .extracting(
                        use -> use.account() + " " + use.task().getClass().getSimpleName() + " " + use.byTokenSecret())
                .containsExactly("default RunPod false", "reporter ReportResults true", "reporter HandleObject true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            artifactGC: {strategy: OnWorkflowDeletion}                                                             | default
            artifactGC: {strategy: OnWorkflowDeletion, podSpecPatch: 'serviceAccountName: patched'}                 | patched
            artifactGC: {strategy: OnWorkflowDeletion, serviceAccountName: a, podSpecPatch: 'serviceAccountName: b'} | a
            """)
    void aPatchChoosesTheAccountThatDeletesWhereNoneIsNamed(String collection, String account) {
        assertThat(uses("entrypoint: main\n" + collection + "\ntemplates: [{name: main, container: {image: a}}]"))
                .filteredOn(use -> use.task() instanceof Task.DeleteArtifacts)
                .extracting(AccountUse::account)
                .containsExactly(account);
    }
}
