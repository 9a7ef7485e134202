package io.tiphys.client.internal;

import io.tiphys.client.Severity;
import io.tiphys.client.workflow.MissingPermission;
import io.tiphys.client.workflow.WorkflowFinding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads findings from responses. */
final class FindingReader {
    private FindingReader() {}

    static List<WorkflowFinding> read(List<io.tiphys.client.generated.model.WorkflowFinding> generated) {
        return generated.stream().map(FindingReader::finding).toList();
    }

    private static WorkflowFinding finding(io.tiphys.client.generated.model.WorkflowFinding generated) {
        return new WorkflowFinding(
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
                Objects.requireNonNullElse(generated.getLink(), ""),
                generated.getMissingPermissions().stream()
                        .map(FindingReader::right)
                        .toList());
    }

    private static MissingPermission right(io.tiphys.client.generated.model.MissingPermission generated) {
        return new MissingPermission(
                generated.getUser(),
                generated.getVerb(),
                generated.getGroup(),
                generated.getResource(),
                generated.getNamespace(),
                generated.getName());
    }
}
