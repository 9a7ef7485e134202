package io.tiphys.gateway.contract;

import static io.tiphys.gateway.contract.GatewayContract.refused;
import static io.tiphys.gateway.contract.GatewayContract.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.client.lint.Linter;
import io.tiphys.gateway.contract.GatewayDriver.LintedView;
import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.contract.GatewayDriver.RuleView;
import io.tiphys.gateway.contract.GatewayDriver.SourceView;
import io.tiphys.gateway.contract.GatewayDriver.ViolationView;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rules say of documents: the same at every door, weighed as the environment says. */
interface LintContract extends GatewayContract {
    RuleView NO_TTL = new RuleView(
            "no-ttl",
            "WARNING",
            "/spec/ttlStrategy",
            6,
            3,
            "spec.ttlStrategy: There is no ttlStrategy: the workflow stays in the cluster until it is deleted.",
            Optional.of("Add, for example: ttlStrategy: {secondsAfterCompletion: 86400}."),
            "/docs/rules#no-ttl");

    String TEMPLATE = """
            apiVersion: argoproj.io/v1alpha1
            kind: WorkflowTemplate
            metadata: {name: library}
            spec:
              templates: [{name: work, suspend: {}}]
            """;

    String USER = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata: {generateName: user-}
            spec:
              entrypoint: main
              templates:
                - name: main
                  steps: [[{name: one, templateRef: {name: library, template: work}}]]
            """;

    @Test
    default void tellsTheWarningsOfAWorkflowThatIsTaken() {
        for (boolean validateOnly : List.of(true, false)) {
            assertThat(gateway()
                            .submit(call(), yaml(Workflows.SUSPENDED), MediaType.YAML, validateOnly)
                            .warnings())
                    .contains(NO_TTL)
                    .allSatisfy(one -> assertThat(one.severity()).isEqualTo("WARNING"));
        }
    }

    @Test
    default void tellsTheWarningsOfAWorkflowThatIsRefusedApartFromItsErrors() {
        Refusal.View refusal = refused(() -> gateway()
                .submit(call(), yaml(Workflows.SUSPENDED.replace("entrypoint", "entrypont")), MediaType.YAML, false));

        assertThat(refusal.reason()).isEqualTo("WORKFLOW_INVALID");
        assertThat(refusal.violations()).containsExactly(new ViolationView("unknown-field", "/spec/entrypont"));
        assertThat(refusal.warnings()).contains(new ViolationView("no-ttl", "/spec/ttlStrategy"));
    }

    @Test
    default void refusesWhatTheEnvironmentHasRaisedToAnError() {
        Refusal.View refusal = refused(() -> submit(call().through("strict")));

        assertThat(refusal.violations())
                .containsExactly(new ViolationView("no-deadline", "/spec/activeDeadlineSeconds"));
        assertThat(refusal.warnings()).isEmpty();
        assertThat(gateway()
                        .preflight(call().through("strict"), yaml(Workflows.SUSPENDED))
                        .of("ERROR"))
                .anySatisfy(one -> assertThat(one.rule()).isEqualTo("no-deadline"));
    }

    @Test
    default void weighsRulesAsTheEnvironmentSaysWhenItLints() {
        String timed = Workflows.SUSPENDED.replace("suspend: {}", "suspend: {}\n      timeout: \"60\"");
        SourceView file = new SourceView("a.yaml", yaml(timed));

        LintedView usual = gateway().lint(call(), List.of(file)).getFirst();
        LintedView strict =
                gateway().lint(call().through("strict"), List.of(file)).getFirst();

        assertThat(severities(usual)).contains("timeout ERROR", "no-deadline WARNING", "no-ttl WARNING");
        assertThat(severities(strict))
                .contains("timeout WARNING", "no-deadline ERROR")
                .noneMatch(one -> one.startsWith("no-ttl"));
    }

    private static List<String> severities(LintedView file) {
        return file.findings().stream()
                .map(one -> one.rule() + " " + one.severity())
                .toList();
    }

    @Test
    default void findsTheSameInFilesAsWithoutAGateway() {
        List<SourceView> files = List.of(
                new SourceView("user.yaml", yaml(USER)),
                new SourceView("wrong.yaml", yaml(Workflows.MUCH_WRONG)),
                new SourceView("broken.yaml", yaml("kind: [")),
                new SourceView("both.yaml", yaml(Workflows.SUSPENDED + "---\n" + Workflows.UNDEFINED_TEMPLATE)),
                new SourceView("service.yaml", yaml("kind: Service\nmetadata: {name: other}\n")),
                new SourceView("ünïcode.json", yaml("{\"kind\": \"CronWorkflow\", \"spec\": {\"schedule\": \"x\"}}")),
                new SourceView("library.yaml", yaml(TEMPLATE)));

        List<LintedView> linted = gateway().lint(call(), files);

        assertThat(linted).isEqualTo(ClientDriver.linted(Linter.offline(), files));
        assertThat(linted)
                .extracting(LintedView::name)
                .containsExactlyElementsOf(files.stream().map(SourceView::name).toList());
        assertThat(linted).extracting(LintedView::valid).containsExactly(true, false, false, false, true, false, true);
    }

    @Test
    default void looksForTemplatesAmongTheDocumentsOfOneText() {
        LintedView together = gateway()
                .lint(call(), List.of(new SourceView("", yaml(USER + "---\n" + TEMPLATE))))
                .getFirst();
        LintedView alone =
                gateway().lint(call(), List.of(new SourceView("", yaml(USER)))).getFirst();

        assertThat(together.valid()).isTrue();
        assertThat(severities(alone)).contains("template-reference ERROR");
    }

    static Stream<BadDocuments.Case> hostileTexts() {
        return BadDocuments.all().filter(bad -> !bad.isWronglyAnnounced());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.tiphys.gateway.contract.LintContract#hostileTexts")
    default void findsTheSameInHostileTextsAsWithoutAGateway(BadDocuments.Case bad) {
        List<SourceView> file = List.of(new SourceView("bad", bad.document()));

        assertThat(gateway().lint(call(), file)).isEqualTo(ClientDriver.linted(Linter.offline(), file));
    }

    @Test
    default void boundsTheFindingsOfAFile() {
        String many = "kind: Workflow\n---\n".repeat(2_000);

        List<RuleView> findings = gateway()
                .lint(call(), List.of(new SourceView("many.yaml", yaml(many))))
                .getFirst()
                .findings();

        assertThat(findings).hasSize(1_001);
        assertThat(findings.getLast().rule()).isEqualTo("more-violations");
        assertThat(findings.getLast().severity()).isEqualTo("ERROR");
    }

    @Test
    default void refusesMoreFilesThanACallTakes() {
        List<SourceView> files = Collections.nCopies(1_001, new SourceView("a.yaml", yaml(TEMPLATE)));

        Refusal.View refusal = refused(() -> gateway().lint(call(), files));

        assertThat(refusal.reason()).isEqualTo("REQUEST_TOO_LARGE");
        assertThat(refusal.metadata()).containsEntry("limit", "1000");
    }

    @Test
    default void lintsForWhoeverIsKnownAndForNobodyElse() {
        List<SourceView> file = List.of(new SourceView("a.yaml", yaml(Workflows.SUSPENDED)));

        assertThat(gateway().lint(call().as(world().newcomer().token()), file)).hasSize(1);
        assertThat(refused(() -> gateway().lint(call().as("garbage"), file)).reason())
                .isEqualTo("TOKEN_INVALID");
        assertThat(refused(() -> gateway().lint(call().as("v2:abc"), file)).reason())
                .isEqualTo("TOKEN_KIND_UNSUPPORTED");
        assertThat(refused(() -> gateway().lint(call().through("nowhere"), file))
                        .reason())
                .isEqualTo("ENVIRONMENT_NOT_FOUND");
    }
}
