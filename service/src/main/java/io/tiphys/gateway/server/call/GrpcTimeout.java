package io.tiphys.gateway.server.call;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The caller's timeout in {@code grpc-timeout}: at most eight digits and a unit (gRPC over HTTP/2). */
public final class GrpcTimeout {
    private static final Pattern VALUE = Pattern.compile("(\\d{1,8})([HMSmun])");

    private GrpcTimeout() {}

    /** The timeout; empty when the header is missing or invalid. */
    public static Optional<Duration> of(@Nullable String header) {
        Matcher value = VALUE.matcher(header == null ? "" : header);
        if (!value.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(value.group(1));
        return Optional.of(
                switch (value.group(2)) {
                    case "H" -> Duration.ofHours(number);
                    case "M" -> Duration.ofMinutes(number);
                    case "S" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMillis(number);
                    case "u" -> Duration.ofNanos(number * 1_000);
                    default -> Duration.ofNanos(number);
                });
    }
}
