package io.tiphys.gateway.grpc.mapper;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.gateway.grpc.call.KeyedGrpcCall;
import io.tiphys.gateway.submission.Submission;
import io.tiphys.gateway.submission.SubmitCommand;
import io.tiphys.v1.AccessDecider;
import io.tiphys.v1.SubmitWorkflowRequest;
import io.tiphys.v1.SubmitWorkflowResponse;
import io.tiphys.validation.document.DocumentFormat;
import java.util.Optional;

/** Maps the request and the response of a submission. */
public final class SubmissionMapper {
    private SubmissionMapper() {}

    public static SubmitCommand command(CallContext callContext, SubmitWorkflowRequest request) {
        return new SubmitCommand(
                callContext,
                FieldMapper.namespace(request.getNamespace()),
                request.getWorkflow().toByteArray(),
                format(request.getFormat()),
                request.getValidateOnly(),
                KeyedGrpcCall.given(request.getRequestId()));
    }

    public static SubmitWorkflowResponse response(Submission submission) {
        SubmitWorkflowResponse.Builder response = SubmitWorkflowResponse.newBuilder()
                .setWorkflow(WorkflowMapper.workflow(submission.workflow()))
                .setSubmissionId(submission.submissionId())
                .setDecidedBy(decider(submission.decidedBy()))
                .setReplayed(submission.replayed())
                .addAllWarnings(PreflightMapper.findings(submission.warnings()));
        submission.preflight().map(PreflightMapper::preflight).ifPresent(response::setPreflight);
        return response.build();
    }

    static Optional<DocumentFormat> format(io.tiphys.v1.DocumentFormat format) {
        return switch (format) {
            case DOCUMENT_FORMAT_UNSPECIFIED -> Optional.empty();
            case DOCUMENT_FORMAT_JSON -> Optional.of(DocumentFormat.JSON);
            case DOCUMENT_FORMAT_YAML -> Optional.of(DocumentFormat.YAML);
            case UNRECOGNIZED ->
                throw FieldMapper.invalid(
                        "document-format", "format", "A document is DOCUMENT_FORMAT_JSON or DOCUMENT_FORMAT_YAML.");
        };
    }

    private static AccessDecider decider(io.tiphys.gateway.access.AccessDecider decider) {
        return switch (decider) {
            case KUBERNETES -> AccessDecider.ACCESS_DECIDER_KUBERNETES;
            case ARGO -> AccessDecider.ACCESS_DECIDER_ARGO;
        };
    }
}
