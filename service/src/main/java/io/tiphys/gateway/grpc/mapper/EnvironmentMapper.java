package io.tiphys.gateway.grpc.mapper;

import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.environmenthealth.PreflightReport;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.v1.Environment;
import io.tiphys.v1.PreflightFinding;
import io.tiphys.v1.PreflightResponse;
import java.util.TreeSet;

/** Maps environments and their checks to messages. */
public final class EnvironmentMapper {
    private static final String REASON_PREFIX = "ERROR_REASON_";

    private EnvironmentMapper() {}

    public static Environment environment(SubmissionEnvironment environment, boolean isDefault) {
        return Environment.newBuilder()
                .setName(environment.name())
                .setDefaultNamespace(
                        environment.defaultNamespace().map(Namespace::value).orElse(""))
                .addAllNamespaces(new TreeSet<>(environment.namespaces().names()))
                .setCredentialMode(mode(environment.credentialMode()))
                .setIsDefault(isDefault)
                .build();
    }

    public static PreflightResponse preflight(PreflightReport report) {
        return PreflightResponse.newBuilder()
                .setEnvironment(report.environment())
                .setReady(report.ready())
                .addAllFindings(report.findings().stream()
                        .map(EnvironmentMapper::finding)
                        .toList())
                .build();
    }

    /** The constant of the same name; a test compares the two tables. */
    public static io.tiphys.v1.ErrorReason reason(ErrorReason reason) {
        return io.tiphys.v1.ErrorReason.valueOf(REASON_PREFIX + reason.name());
    }

    private static PreflightFinding finding(Finding finding) {
        PreflightFinding.Builder message = PreflightFinding.newBuilder()
                .setCheck(finding.check())
                .setPassed(finding.passed())
                .setMessage(finding.message());
        finding.failure().ifPresent(failure -> message.setReason(reason(failure)));
        return message.build();
    }

    private static io.tiphys.v1.CredentialMode mode(CredentialMode mode) {
        return switch (mode) {
            case CredentialMode.DirectToken ignored -> io.tiphys.v1.CredentialMode.CREDENTIAL_MODE_DIRECT;
            case CredentialMode.ServiceAccountSecret ignored ->
                io.tiphys.v1.CredentialMode.CREDENTIAL_MODE_SERVICE_ACCOUNT_SECRET;
            case CredentialMode.TokenRequest ignored -> io.tiphys.v1.CredentialMode.CREDENTIAL_MODE_TOKEN_REQUEST;
        };
    }
}
