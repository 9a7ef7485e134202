package io.tiphys.gateway.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.grpc.status.StatusWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a status back into the problem that it was written from. */
public final class StatusReader {
    private static final Pattern DESCRIPTION = Pattern.compile(
            "(?<severity>warning: )?(?:line (?<line>\\d+), column (?<column>\\d+): )?"
                    + "(?<message>.*?)(?:\nHint: (?<hint>.*?))?(?:\nSee: (?<link>\\S+))?",
            Pattern.DOTALL);

    private StatusReader() {}

    public static Problem problem(Throwable failure) {
        Status status = StatusProto.fromThrowable(failure);
        if (status == null) {
            throw new AssertionError("no status", failure);
        }
        return problem(status);
    }

    public static Problem problem(Status status) {
        ErrorInfo info = detail(status, ErrorInfo.class).orElseThrow(() -> new AssertionError("no details: " + status));
        Map<String, String> metadata = new TreeMap<>(info.getMetadataMap());
        metadata.remove(StatusWriter.RETRYABLE);
        Optional<String> manifest = Optional.ofNullable(metadata.remove(StatusWriter.MANIFEST));
        return new Problem(
                ErrorReason.valueOf(info.getReason()),
                status.getMessage(),
                detail(status, BadRequest.class).map(BadRequest::getFieldViolationsList).stream()
                        .flatMap(java.util.List::stream)
                        .map(StatusReader::violation)
                        .toList(),
                metadata,
                manifest,
                detail(status, RetryInfo.class)
                        .map(RetryInfo::getRetryDelay)
                        .map(delay -> Duration.ofSeconds(delay.getSeconds(), delay.getNanos())));
    }

    public static String requestId(Status status) {
        return detail(status, RequestInfo.class).orElseThrow().getRequestId();
    }

    public static <M extends Message> Optional<M> detail(Status status, Class<M> type) {
        return status.getDetailsList().stream()
                .filter(any -> any.is(type))
                .map(any -> unpacked(any, type))
                .findFirst();
    }

    private static Violation violation(FieldViolation field) {
        Matcher parts = DESCRIPTION.matcher(field.getDescription());
        if (!parts.matches()) {
            throw new AssertionError(field);
        }
        return new Violation(
                field.getReason(),
                parts.group("severity") == null ? Violation.Severity.ERROR : Violation.Severity.WARNING,
                field.getField(),
                number(parts.group("line")),
                number(parts.group("column")),
                parts.group("message"),
                Optional.ofNullable(parts.group("hint")),
                Optional.ofNullable(parts.group("link")));
    }

    private static int number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static <M extends Message> M unpacked(Any any, Class<M> type) {
        try {
            return any.unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
