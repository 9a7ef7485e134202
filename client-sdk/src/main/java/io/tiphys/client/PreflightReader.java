package io.tiphys.client;

import io.tiphys.client.WorkflowPreflight.Cost;
import io.tiphys.client.WorkflowPreflight.Finding;
import io.tiphys.client.WorkflowPreflight.Range;
import io.tiphys.client.WorkflowPreflight.Right;
import io.tiphys.client.WorkflowPreflight.Severity;
import io.tiphys.client.generated.model.LackedRight;
import io.tiphys.client.generated.model.NumberRange;
import io.tiphys.client.generated.model.WorkflowFinding;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what the gateway answers to a workflow's preflight. */
final class PreflightReader {
    private PreflightReader() {}

    static WorkflowPreflight read(io.tiphys.client.generated.model.WorkflowPreflight generated) {
        return new WorkflowPreflight(
                generated.getEnvironment(),
                generated.getNamespace(),
                generated.getRunnable(),
                generated.getFindings().stream().map(PreflightReader::finding).toList(),
                new Cost(
                        range(generated.getCost().getPods()),
                        range(generated.getCost().getCpuMillis()),
                        range(generated.getCost().getMemoryBytes())),
                Optional.ofNullable(generated.getManifest()),
                Optional.ofNullable(generated.getCheckManifest()));
    }

    private static Finding finding(WorkflowFinding generated) {
        return new Finding(
                generated.getRule(),
                switch (generated.getSeverity()) {
                    case ERROR -> Severity.ERROR;
                    case WARNING -> Severity.WARNING;
                    case INFO -> Severity.INFO;
                    case UNCHECKED -> Severity.UNCHECKED;
                    case UNKNOWN_DEFAULT_OPEN_API -> Severity.UNKNOWN;
                },
                generated.getPointer(),
                generated.getLine(),
                generated.getColumn(),
                generated.getMessage(),
                Optional.ofNullable(generated.getHint()),
                generated.getLacked().stream().map(PreflightReader::right).toList());
    }

    private static Right right(LackedRight generated) {
        return new Right(
                generated.getUser(),
                generated.getVerb(),
                generated.getGroup(),
                generated.getResource(),
                generated.getNamespace(),
                generated.getName());
    }

    private static Range range(NumberRange generated) {
        Long most = generated.getMost();
        return new Range(generated.getLeast(), most == null ? OptionalLong.empty() : OptionalLong.of(most));
    }
}
