package io.tiphys.validation.requirement.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.requirement.Requirements;
import io.tiphys.validation.requirement.WorkflowRequirements;
import io.tiphys.validation.requirement.account.AccountUse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateWalkTest {
    private static final String CALLS_FIRST = """
            entrypoint: main
            templates:
              - name: main
                steps: [[{name: a, templateRef: {name: first, template: work}}]]
            """;

    @Test
    void wantsWhatIsReferredToWithItsPlace() {
        var walk = new TemplateWalk(new TemplateLibrary(Manifests.read("spec:\n" + CALLS_FIRST.indent(2))
                .root()
                .object("spec")
                .orElseThrow()));

        assertThat(walk.wanted()).containsOnlyKeys(Requirements.template("first"));
        assertThat(walk.wanted().values())
                .extracting(Place::pointer)
                .containsExactly("/spec/templates/0/steps/0/0/templateRef/name");
    }

    @Test
    void comesToAnEndWhereTemplatesReferToEachOther() {
        TemplateLibrary library = Requirements.library(
                CALLS_FIRST,
                Map.of(
                        Requirements.template("first"),
                        "templates: [{name: work, steps: [[{name: a, templateRef: {name: second, template: work, clusterScope: true}}]]}]",
                        Requirements.clusterTemplate("second"),
                        "templates: [{name: work, steps: [[{name: a, templateRef: {name: first, template: work}}]]}]"));

        TemplateWalk walk = new TemplateWalk(library);

        assertThat(walk.wanted()).isEmpty();
        assertThat(walk.reached()).hasSize(3);
    }

    @Test
    void findsReferencesThatLeadNowhere() {
        TemplateLibrary library =
                Requirements.library(CALLS_FIRST, Map.of(Requirements.template("first"), "templates: [{name: other}]"));

        assertThat(new TemplateWalk(library).dangling())
                .extracting(TemplateWalk.DanglingReference::template)
                .containsExactly("work");
    }

    @Test
    void runsTheSpecificationOfAWorkflowTemplate() {
        TemplateLibrary library = Requirements.library(
                "workflowTemplateRef: {name: whole}\nserviceAccountName: mine",
                Map.of(Requirements.template("whole"), """
                        entrypoint: main
                        serviceAccountName: theirs
                        templates: [{name: main, container: {image: a}}]
                        """));

        assertThat(WorkflowRequirements.of(library).accounts())
                .extracting(AccountUse::account)
                .containsOnly("mine");
    }
}
