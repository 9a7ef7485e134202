package io.tiphys.validation.requirement.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.requirement.Requirements;
import io.tiphys.validation.requirement.WorkflowRequirements;
import io.tiphys.validation.requirement.template.Count;
import io.tiphys.validation.requirement.template.TemplateLibrary;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostPreviewTest {
    private static final String WORK = """
            - name: work
              container:
                image: a
                resources: {requests: {cpu: 500m, memory: 1Gi}}
            """;

    @Test
    void countsTheFanOutOfAListThatIsWrittenDown() {
        CostPreview cost = looping("withItems: [a, b, c]");

        assertThat(cost.pods()).isEqualTo(Count.exactly(3));
        assertThat(cost.cpu().least()).isEqualByComparingTo("1.5");
        assertThat(cost.memory().least()).isEqualByComparingTo(new BigDecimal(3L << 30));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {count: 4}            | 4
            {count: "5"}          | 5
            {start: 2, end: 5}    | 4
            {start: "5", end: 2}  | 4
            {end: 3}              | 4
            """)
    void countsSequences(String sequence, long pods) {
        assertThat(looping("withSequence: " + sequence).pods()).isEqualTo(Count.exactly(pods));
    }

    @Test
    void fillsInTheParametersOfTheWorkflow() {
        CostPreview cost = cost("""
                entrypoint: main
                arguments:
                  parameters: [{name: boroughs, value: "[1, 2, 3, 4]"}, {name: count, value: 2}]
                templates:
                  - name: main
                    steps:
                      - - {name: a, template: work, withParam: "{{workflow.parameters.boroughs}}"}
                      - - {name: b, template: work, withSequence: {count: "{{workflow.parameters.count}}"}}
                """ + WORK.indent(2));

        assertThat(cost.pods()).isEqualTo(Count.exactly(6));
    }

    @Test
    void givesARangeForWhatOnlyTheRunTells() {
        CostPreview cost = cost("""
                entrypoint: main
                templates:
                  - name: main
                    steps:
                      - - {name: always, template: work}
                      - - {name: maybe, template: work, when: "{{steps.always.outputs.result}} == 1"}
                """ + WORK.indent(2));

        assertThat(cost.pods()).isEqualTo(new Count(BigDecimal.ONE, Optional.of(BigDecimal.valueOf(2))));
        assertThat(looping("withParam: \"{{steps.x.outputs.result}}\"").pods()).isEqualTo(Count.UNKNOWN);
    }

    @Test
    void multipliesNestedLoopsAndAddsTheExitHandler() {
        CostPreview cost = cost("""
                entrypoint: main
                onExit: work
                templates:
                  - name: main
                    dag: {tasks: [{name: outer, template: inner, withItems: [1, 2, 3]}]}
                  - name: inner
                    dag: {tasks: [{name: a, template: work, withItems: [1, 2]}, {name: b, template: work, depends: a}]}
                """ + WORK.indent(2));

        assertThat(cost.pods()).isEqualTo(Count.exactly(10));
    }

    @Test
    void endsWhereTemplatesCallEachOther() {
        CostPreview cost = cost("""
                entrypoint: main
                templates:
                  - name: main
                    steps: [[{name: a, template: work}], [{name: again, template: main, when: "{{x}}"}]]
                """ + WORK.indent(2));

        assertThat(cost.pods().least()).isEqualByComparingTo("1");
        assertThat(cost.pods().most()).isEmpty();
    }

    @Test
    void followsTemplatesOfTheCluster() {
        TemplateLibrary library = Requirements.library("""
                entrypoint: main
                templates:
                  - name: main
                    steps: [[{name: a, templateRef: {name: shared, template: twice}}]]
                """, Map.of(Requirements.template("shared"), """
                templates:
                  - name: twice
                    steps: [[{name: a, template: one, withItems: [1, 2]}]]
                  - name: one
                    container: {image: a}
                """));

        assertThat(WorkflowRequirements.of(library).cost().pods()).isEqualTo(Count.exactly(2));
    }

    @Test
    void staysSmallForLoopsThatMultiplyWithoutEnd() {
        StringBuilder specification = new StringBuilder("entrypoint: t0\ntemplates:\n");
        for (int i = 0; i < 150; i++) {
            specification.append("""
                      - name: t%d
                        steps: [[{name: a, template: t%d, withSequence: {count: 1000000}}]]
                    """.formatted(i, i + 1));
        }
        specification.append("  - {name: t150, container: {image: a}}\n");

        assertThat(cost(specification.toString()).pods().leastWhole()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void knowsOfTheExampleWhatCanBeKnown() throws IOException {
        String example = Files.readString(Path.of("../examples/boroughs.yaml"));
        var specification = Manifests.read(example).root().object("spec").orElseThrow();

        CostPreview cost =
                WorkflowRequirements.of(new TemplateLibrary(specification)).cost();

        assertThat(cost.pods().least()).isEqualByComparingTo("2");
        assertThat(cost.pods().most()).isEmpty();
    }

    private static CostPreview looping(String loop) {
        return cost("""
                entrypoint: main
                templates:
                  - name: main
                    steps:
                      - - name: all
                          template: work
                          %s
                """.formatted(loop) + WORK.indent(2));
    }

    private static CostPreview cost(String specification) {
        return Requirements.of(specification).cost();
    }
}
