package io.tiphys.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.client.lint.LintFile;
import io.tiphys.client.lint.LintedFile;
import io.tiphys.client.lint.Linter;
import io.tiphys.client.workflow.WorkflowFinding;
import io.tiphys.validation.rule.RuleSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinterTest {
    private static final String WORKFLOW = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata: {generateName: a-}
            spec:
              entrypont: main
              templates: [{name: main, suspend: {}}]
            """;

    @Test
    void findsEverythingWithoutAGateway() {
        LintedFile linted = Linter.offline().lint(WORKFLOW);

        assertThat(linted.valid()).isFalse();
        assertThat(linted.findings())
                .contains(new WorkflowFinding(
                        "unknown-field",
                        Severity.ERROR,
                        "/spec/entrypont",
                        5,
                        3,
                        "spec.entrypont: unknown field, which Argo 4.0 would drop silently.",
                        Optional.of("Did you mean 'entrypoint'?"),
                        "docs/rules.md#unknown-field",
                        List.of()))
                .extracting(WorkflowFinding::rule)
                .contains("no-ttl", "no-deadline");
    }

    @Test
    void weighsRulesAsItIsTold() {
        RuleSettings settings =
                RuleSettings.DEFAULT.without("no-ttl").with("no-deadline", io.tiphys.validation.finding.Severity.ERROR);

        List<WorkflowFinding> findings = Linter.offline(settings)
                .lint(WORKFLOW.replace("entrypont", "entrypoint"))
                .findings();

        assertThat(findings).extracting(WorkflowFinding::rule).containsExactly("no-deadline");
        assertThat(findings.get(0).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void sendsOneFileAsItIsAndSeveralAsTexts() throws InterruptedException {
        try (GatewayScript gateway = new GatewayScript();
                TiphysClient client = ClientFixture.builder(gateway).build()) {
            gateway.json(200, "{\"valid\":true,\"findings\":[]}");
            gateway.json(
                    200,
                    "{\"files\":[{\"name\":\"a\",\"valid\":false,\"findings\":[{\"rule\":\"r\",\"severity\":"
                            + "\"NEWER\",\"pointer\":\"\",\"line\":1,\"column\":2,\"message\":\"m\",\"missingPermissions\":[]}]}]}");

            assertThat(client.linter().lint("kind: Workflow # Grüße\n").findings())
                    .isEmpty();
            GatewayScript.Request one = gateway.request();
            assertThat(one.path()).isEqualTo("/v1/environments/lab:lint");
            assertThat(one.body()).isEqualTo("kind: Workflow # Grüße\n");
            List<LintedFile> several = client.linter()
                    .lint(List.of(LintFile.of("a", "x"), new LintFile("b", "ü".getBytes(StandardCharsets.UTF_8))));
            GatewayScript.Request both = gateway.request();
            assertThat(both.path()).isEqualTo("/v1/environments/lab:lintFiles");
            assertThat(both.body()).contains("\"name\":\"b\"").contains("ü");
            assertThat(several.get(0).findings().get(0).severity()).isEqualTo(Severity.UNKNOWN);
            assertThat(several.get(0).findings().get(0).link()).isEmpty();
        }
    }
}
