package io.tiphys.gateway.preflight;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.workflow.Namespace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** A workflow's preflight on fakes of its ports, for a caller who may do everything until a test says otherwise. */
abstract class PreflightOnFakes {
    static final String POD = "templates: [{name: main, container: {image: \"a:1\"}}]";

    final CoreOnFakes core =
            new CoreOnFakes(TestEnvironments.direct("lab", TestEnvironments.wideLimits()), new TestTime());

    @BeforeEach
    void adaIsKnown() {
        core.tokens.knows("adas", "ada");
    }

    static List<String> rules(WorkflowReport report, Severity severity) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(WorkflowFinding::rule)
                .distinct()
                .toList();
    }

    static List<String> severities(WorkflowReport report) {
        return report.findings().stream()
                .map(finding -> finding.rule() + " " + finding.severity())
                .toList();
    }

    WorkflowReport preflight(String specification) {
        return preflight("", specification, Optional.empty());
    }

    WorkflowReport preflight(String metadata, String specification, Optional<Namespace> namespace) {
        return core.preflightWorkflow.preflight(command(core.callContext("adas"), metadata, specification, namespace));
    }

    static PreflightCommand command(
            CallContext callContext, String metadata, String specification, Optional<Namespace> namespace) {
        String document = """
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata:
                  generateName: a-
                %sspec:
                  entrypoint: main
                  activeDeadlineSeconds: 60
                  ttlStrategy: {secondsAfterCompletion: 60}
                %s""".formatted(metadata.isEmpty() ? "" : metadata.indent(2), specification.indent(2));
        return new PreflightCommand(
                callContext, namespace, document.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }
}
