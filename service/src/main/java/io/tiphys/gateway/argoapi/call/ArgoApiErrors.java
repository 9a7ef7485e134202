package io.tiphys.gateway.argoapi.call;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.tiphys.gateway.error.ErrorKind;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.server.call.ApiKind;
import io.tiphys.gateway.server.call.ProblemBodies;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes failures in the form that Argo's clients read: {@code code} and {@code message} over HTTP, a status over gRPC. The
 * details of both contain the gateway's reason. The HTTP status is the Argo Server's own status for the code, so existing
 * clients understand the error. Thread-safe.
 */
@Singleton
public final class ArgoApiErrors implements ProblemBodies {
    private static final Logger LOG = LoggerFactory.getLogger(ArgoApiErrors.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TYPE = "@type";
    private static final String TYPES = "type.googleapis.com/google.rpc.";
    private static final String DOMAIN = "tiphys.io";

    private static final int GRPC_MESSAGE = 2_600;
    private static final int GRPC_MESSAGE_WITH_DETAILS = 1_000;

    /** The problem that the caller may see. An unexpected failure is logged and reveals nothing. */
    public static Problem problem(Throwable failure, String requestId) {
        if (failure instanceof GatewayException known) {
            ErrorKind kind = known.problem().reason().kind();
            if (kind == ErrorKind.INTERNAL || kind == ErrorKind.UPSTREAM_BROKEN) {
                LOG.warn("call {} failed: {}", requestId, known.problem().reason(), known.getCause());
            }
            return known.problem();
        }
        LOG.error("call {} failed", requestId, failure);
        return Problem.of(ErrorReason.INTERNAL, ErrorReason.INTERNAL.meaning());
    }

    @Override
    public ApiKind api() {
        return ApiKind.ARGO;
    }

    @Override
    public String mediaType() {
        return MediaType.JSON.toString();
    }

    @Override
    public int status(Problem problem) {
        return problem.reason().kind().argoHttpStatus();
    }

    /** The error message of an HTTP stream that fails after its start. */
    public static String streamError(Problem problem) {
        int httpStatus = problem.reason().kind().argoHttpStatus();
        ObjectNode error = JSON.createObjectNode();
        error.put("grpc_code", problem.reason().kind().grpcCode().number());
        error.put("http_code", httpStatus);
        error.put("message", problem.detail());
        error.put("http_status", HttpStatus.valueOf(httpStatus).reasonPhrase());
        error.put("reason", problem.reason().name());
        if (!problem.metadata().isEmpty()) {
            ObjectNode metadata = error.putObject("metadata");
            problem.metadata().forEach(metadata::put);
        }
        return error.toString();
    }

    /** {@code code}, {@code message} and {@code details}; each detail has its type, as in protobuf's JSON. */
    @Override
    public byte[] body(Problem problem) {
        ObjectNode body = JSON.createObjectNode();
        body.put("code", problem.reason().kind().grpcCode().number());
        body.put("message", message(problem, Integer.MAX_VALUE));
        ArrayNode details = body.putArray("details");
        ObjectNode info = details.addObject().put(TYPE, TYPES + "ErrorInfo");
        info.put("reason", problem.reason().name()).put("domain", DOMAIN);
        ObjectNode metadata = info.putObject("metadata");
        problem.metadata().forEach(metadata::put);
        metadata.put("retryable", Boolean.toString(problem.reason().retryable()));
        problem.manifest().ifPresent(manifest -> metadata.put("manifest", manifest));
        if (!problem.violations().isEmpty()) {
            ArrayNode violations =
                    details.addObject().put(TYPE, TYPES + "BadRequest").putArray("fieldViolations");
            problem.violations().forEach(violation -> write(violation, violations.addObject()));
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A gRPC status is limited to 8 KiB in all and contains the message twice. */
    @Override
    public Problem overGrpc(Problem problem) {
        Problem complete = problem.withDetail(message(problem, GRPC_MESSAGE));
        return complete.detail().length() > GRPC_MESSAGE_WITH_DETAILS ? complete.withViolations(List.of()) : complete;
    }

    /** Contains all findings, because Argo's clients show only the message. */
    private static String message(Problem problem, int longest) {
        List<Violation> violations = problem.violations();
        if (violations.size() < 2) {
            return problem.detail();
        }
        StringBuilder message = new StringBuilder(problem.detail());
        for (int i = 0; i < violations.size(); i++) {
            String line = "\n- " + violations.get(i).message();
            if (message.length() + line.length() > longest) {
                return message.append("\n- ")
                        .append(violations.size() - i)
                        .append(" more")
                        .toString();
            }
            message.append(line);
        }
        return message.toString();
    }

    private static void write(Violation violation, ObjectNode node) {
        node.put("field", violation.pointer()).put("reason", violation.rule()).put("description", violation.message());
    }
}
