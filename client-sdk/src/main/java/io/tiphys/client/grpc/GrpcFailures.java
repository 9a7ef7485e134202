package io.tiphys.client.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.tiphys.client.Reason;
import io.tiphys.client.Severity;
import io.tiphys.client.TiphysException;
import io.tiphys.client.TiphysException.Failure;
import io.tiphys.client.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts exceptions of the {@code tiphys-proto} stubs into the REST client's exception for the same failure. */
public final class GrpcFailures {
    private static final String DOMAIN = "tiphys.io";
    private static final Pattern DESCRIPTION = Pattern.compile(
            "(?<severity>warning: )?(?:line (?<line>\\d{1,9}), column (?<column>\\d{1,9}): )?"
                    + "(?<message>.*?)(?:\nHint: (?<hint>.*?))?(?:\nSee: (?<link>\\S+))?",
            Pattern.DOTALL);

    private GrpcFailures() {}

    /** The exception for a failure of a stub; the failure is its cause. */
    public static TiphysException from(StatusRuntimeException failure) {
        Status status = Objects.requireNonNull(StatusProto.fromThrowable(failure));
        Optional<ErrorInfo> info =
                detail(status, ErrorInfo.class).filter(one -> one.getDomain().equals(DOMAIN));
        return new TiphysException(info.map(one -> failure(status, one)).orElseGet(() -> local(failure)), failure);
    }

    private static Failure failure(Status status, ErrorInfo info) {
        Map<String, String> metadata = new TreeMap<>(info.getMetadataMap());
        boolean retryable = Boolean.parseBoolean(metadata.remove("retryable"));
        Optional<String> manifest = Optional.ofNullable(metadata.remove("manifest"));
        return new Failure(
                info.getReason(),
                status.getMessage(),
                0,
                retryable,
                violations(status),
                metadata,
                manifest,
                detail(status, RetryInfo.class)
                        .map(RetryInfo::getRetryDelay)
                        .map(delay -> Duration.ofSeconds(delay.getSeconds(), delay.getNanos())),
                detail(status, RequestInfo.class).map(RequestInfo::getRequestId).orElse(""));
    }

    /** A status without Tiphys details comes from gRPC itself, in this process or at a proxy. */
    private static Failure local(StatusRuntimeException failure) {
        io.grpc.Status status = failure.getStatus();
        String detail = Optional.ofNullable(status.getDescription()).orElse("gRPC reports only " + status.getCode());
        return switch (status.getCode()) {
            case UNAVAILABLE -> Failure.local(Reason.GATEWAY_UNREACHABLE, false, detail);
            case DEADLINE_EXCEEDED -> Failure.local(Reason.DEADLINE_EXCEEDED, false, detail);
            case CANCELLED -> Failure.local(Reason.CANCELLED, false, detail);
            default -> Failure.local(Reason.UNKNOWN, false, detail);
        };
    }

    private static List<Violation> violations(Status status) {
        return detail(status, BadRequest.class).stream()
                .flatMap(request -> request.getFieldViolationsList().stream())
                .map(GrpcFailures::violation)
                .toList();
    }

    private static Violation violation(BadRequest.FieldViolation field) {
        Matcher parts = DESCRIPTION.matcher(field.getDescription());
        if (!parts.matches()) {
            throw new IllegalStateException("every description has this form");
        }
        return new Violation(
                field.getReason(),
                parts.group("severity") == null ? Severity.ERROR : Severity.WARNING,
                field.getField(),
                number(parts.group("line")),
                number(parts.group("column")),
                parts.group("message"),
                Optional.ofNullable(parts.group("hint")),
                Optional.ofNullable(parts.group("link")));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static <M extends Message> Optional<M> detail(Status status, Class<M> type) {
        for (Any detail : status.getDetailsList()) {
            if (detail.is(type)) {
                try {
                    return Optional.of(detail.unpack(type));
                } catch (InvalidProtocolBufferException e) {
                    return Optional.empty(); // unreadable counts as absent
                }
            }
        }
        return Optional.empty();
    }
}
