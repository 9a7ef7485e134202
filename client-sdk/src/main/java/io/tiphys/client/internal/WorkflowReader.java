package io.tiphys.client.internal;

import io.tiphys.client.generated.model.SubmitWorkflowResponse;
import io.tiphys.client.workflow.LogLine;
import io.tiphys.client.workflow.Submission;
import io.tiphys.client.workflow.Submission.Decider;
import io.tiphys.client.workflow.Workflow;
import io.tiphys.client.workflow.WorkflowChange;
import java.util.Optional;

/** Reads workflows, their changes and log lines, and submissions from responses. */
public final class WorkflowReader {
    private WorkflowReader() {}

    /** A workflow. */
    public static Workflow workflow(io.tiphys.client.generated.model.Workflow generated) {
        return new Workflow(
                generated.getNamespace(),
                generated.getName(),
                generated.getUid(),
                generated.getResourceVersion(),
                generated.getPhase(),
                generated.getProgress(),
                generated.getMessage(),
                generated.getWorkflow());
    }

    /** A change of a workflow. */
    public static WorkflowChange change(io.tiphys.client.generated.model.WorkflowChange generated) {
        return new WorkflowChange(
                switch (generated.getType()) {
                    case ADDED -> WorkflowChange.Type.ADDED;
                    case MODIFIED -> WorkflowChange.Type.MODIFIED;
                    case DELETED -> WorkflowChange.Type.DELETED;
                    case UNKNOWN_DEFAULT_OPEN_API -> WorkflowChange.Type.UNKNOWN;
                },
                workflow(generated.getWorkflow()));
    }

    /** A line of a pod's log. */
    public static LogLine line(io.tiphys.client.generated.model.LogLine generated) {
        return new LogLine(generated.getPodName(), generated.getContent());
    }

    /** The outcome of a submission. */
    public static Submission submission(SubmitWorkflowResponse generated) {
        return new Submission(
                workflow(generated.getWorkflow()),
                generated.getSubmissionId(),
                switch (generated.getDecidedBy()) {
                    case KUBERNETES -> Decider.KUBERNETES;
                    case ARGO -> Decider.ARGO;
                    case UNKNOWN_DEFAULT_OPEN_API -> Decider.UNKNOWN;
                },
                FindingReader.read(generated.getWarnings()),
                Optional.ofNullable(generated.getPreflight()).map(PreflightReader::read),
                Boolean.TRUE.equals(generated.getReplayed()));
    }
}
