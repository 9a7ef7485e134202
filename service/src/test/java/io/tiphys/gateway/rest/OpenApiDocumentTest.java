package io.tiphys.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.rest.docs.PageAsset;
import io.tiphys.gateway.rest.error.ProblemDocument;
import io.tiphys.gateway.rest.error.ViolationDocument;
import io.tiphys.gateway.rest.model.AnswerJson;
import io.tiphys.gateway.rest.model.ListWorkflowsResponse;
import io.tiphys.gateway.rest.model.PreflightFinding;
import io.tiphys.gateway.rest.model.Workflow;
import io.tiphys.gateway.rest.stream.WorkflowChangeEvent;
import io.tiphys.gateway.testbed.CheckedInFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The published contract: the file at the top is what the code serves, and says what clients need. */
final class OpenApiDocumentTest {
    private static final String GENERATED = new String(PageAsset.OPENAPI.read(), StandardCharsets.UTF_8);

    private static JsonNode contract;

    @BeforeAll
    static void read() {
        contract = new JsonMapper().valueToTree(new Yaml().<Map<String, Object>>load(GENERATED));
    }

    @Test
    void isCheckedInAsTheCodeHasIt() throws IOException {
        CheckedInFiles.assertSame("openapi.yaml", GENERATED);
    }

    @Test
    void namesEveryReason() {
        List<String> reasons = new ArrayList<>();
        contract.at("/components/schemas/ErrorReason/enum").forEach(reason -> reasons.add(reason.asText()));

        assertThat(reasons)
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorReason.values()).map(Enum::name).toList());
    }

    @Test
    void documentsTheErrorsOfEveryOperation() {
        operations().forEach(operation -> {
            for (String status : List.of("400", "401", "403", "404", "409", "429", "500", "502", "503", "504")) {
                JsonNode response = operation.at("/responses/" + status);
                JsonNode resolved = response.has("$ref")
                        ? contract.at(response.get("$ref").asText().substring(1))
                        : response;
                assertThat(resolved.at("/content/application~1problem+json/schema/$ref")
                                .asText())
                        .as("%s %s", operation.get("operationId"), status)
                        .isEqualTo("#/components/schemas/Problem");
            }
        });
    }

    @Test
    void givesEveryOperationAnIdASummaryAndTheCallersTime() {
        Set<String> ids = new HashSet<>();
        operations().forEach(operation -> {
            assertThat(ids.add(operation.get("operationId").asText())).isTrue();
            assertThat(operation.get("summary").asText()).isNotBlank();
            assertThat(operation.get("parameters").toString()).contains("#/components/parameters/CallerTime");
        });
        assertThat(ids).hasSize(34);
        assertThat(contract.at("/security/0").has("bearer")).isTrue();
        assertThat(contract.at("/components/securitySchemes/bearer/scheme").asText())
                .isEqualTo("bearer");
    }

    @Test
    void describesWhatIsWritten() {
        var workflow = FakeArgo.workflow("a", "Running", "1");
        assertDescribed("Workflow", Workflow.of(workflow));
        assertDescribed(
                "WorkflowChange", WorkflowChangeEvent.of(new WorkflowChange(WorkflowChange.Type.ADDED, workflow)));
        assertDescribed("ListWorkflowsResponse", new ListWorkflowsResponse(List.of(), ""));
        assertDescribed(
                "Problem",
                new ProblemDocument("", "", 1, "", "", ErrorReason.INTERNAL, "", true, List.of(), Map.of(), "a"));
        assertDescribed("Violation", new ViolationDocument("", Severity.ERROR, "", 1, 1, "", "hint", "link"));
        assertDescribed("PreflightFinding", new PreflightFinding("", false, "", ErrorReason.INTERNAL));
    }

    private static void assertDescribed(String schema, Object answer) {
        JsonNode written = RestApiUnderTest.json(new String(AnswerJson.write(answer), StandardCharsets.UTF_8));
        assertThat(names(contract.at("/components/schemas/" + schema + "/properties")))
                .as(schema)
                .isEqualTo(names(written));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<JsonNode> operations() {
        List<JsonNode> operations = new ArrayList<>();
        contract.get("paths").forEach(path -> path.forEach(operations::add));
        return operations;
    }
}
