package io.tiphys.gateway.grpc.mapper;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.gateway.preflight.PreflightCommand;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.v1.CostPreview;
import io.tiphys.v1.FindingSeverity;
import io.tiphys.v1.MissingPermission;
import io.tiphys.v1.NumberRange;
import io.tiphys.v1.PreflightWorkflowRequest;
import io.tiphys.v1.PreflightWorkflowResponse;
import io.tiphys.v1.WorkflowFinding;
import io.tiphys.v1.WorkflowPreflight;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.requirement.template.Count;
import java.util.List;

/** Maps requests and results of a workflow's preflight. */
public final class PreflightMapper {
    private PreflightMapper() {}

    public static PreflightCommand command(CallContext callContext, PreflightWorkflowRequest request) {
        return new PreflightCommand(
                callContext,
                FieldMapper.namespace(request.getNamespace()),
                request.getWorkflow().toByteArray(),
                SubmissionMapper.format(request.getFormat()));
    }

    public static PreflightWorkflowResponse response(WorkflowReport report) {
        return PreflightWorkflowResponse.newBuilder()
                .setPreflight(preflight(report))
                .build();
    }

    static WorkflowPreflight preflight(WorkflowReport report) {
        return WorkflowPreflight.newBuilder()
                .setEnvironment(report.environment())
                .setNamespace(report.namespace())
                .setRunnable(report.runnable())
                .addAllFindings(
                        report.findings().stream().map(PreflightMapper::finding).toList())
                .setCost(cost(report.cost()))
                .setManifest(report.manifest().orElse(""))
                .setCheckManifest(report.checkManifest().orElse(""))
                .build();
    }

    /** The findings of the document's rules. */
    public static List<WorkflowFinding> findings(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding(io.tiphys.gateway.preflight.finding.WorkflowFinding.of(finding)))
                .toList();
    }

    private static WorkflowFinding finding(io.tiphys.gateway.preflight.finding.WorkflowFinding finding) {
        return WorkflowFinding.newBuilder()
                .setRule(finding.rule())
                .setSeverity(severity(finding.severity()))
                .setPointer(finding.pointer())
                .setLine(finding.line())
                .setColumn(finding.column())
                .setMessage(finding.message())
                .setHint(finding.hint().orElse(""))
                .setLink(finding.link())
                .addAllMissingPermissions(finding.missingPermissions().stream()
                        .map(PreflightMapper::right)
                        .toList())
                .build();
    }

    private static FindingSeverity severity(Severity severity) {
        return switch (severity) {
            case ERROR -> FindingSeverity.FINDING_SEVERITY_ERROR;
            case WARNING -> FindingSeverity.FINDING_SEVERITY_WARNING;
            case INFO -> FindingSeverity.FINDING_SEVERITY_INFO;
            case UNCHECKED -> FindingSeverity.FINDING_SEVERITY_UNCHECKED;
        };
    }

    private static MissingPermission right(io.tiphys.gateway.access.review.MissingPermission right) {
        AccessCheck check = right.check();
        return MissingPermission.newBuilder()
                .setUser(right.subject().user())
                .setVerb(check.verb())
                .setGroup(check.group())
                .setResource(check.qualifiedResource())
                .setNamespace(check.namespace())
                .setName(check.name())
                .build();
    }

    static CostPreview cost(io.tiphys.validation.requirement.cost.CostPreview cost) {
        return CostPreview.newBuilder()
                .setPods(range(cost.pods()))
                .setCpuMillis(range(cost.cpu().times(Count.exactly(1000))))
                .setMemoryBytes(range(cost.memory()))
                .build();
    }

    private static NumberRange range(Count count) {
        NumberRange.Builder range = NumberRange.newBuilder().setLeast(count.leastWhole());
        count.mostWhole().ifPresent(range::setMost);
        return range.build();
    }
}
