package io.tiphys.gateway.rest.call;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the caller's timeout, which corresponds to a gRPC deadline. */
public final class CallerTime {
    public static final String HEADER = "Tiphys-Timeout";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m)?");

    private CallerTime() {}

    /**
     * Reads the header's value.
     *
     * @param value decimal seconds, or a decimal number with the unit {@code ms}, {@code s} or {@code m}
     * @throws GatewayException with REQUEST_INVALID for any other value, and for a value that is not positive
     */
    static Duration parse(String value) {
        Matcher matcher = FORM.matcher(value.strip());
        if (!matcher.matches()) {
            throw unreadable();
        }
        String unit = matcher.group(2);
        long nanosecondsOfUnit = switch (unit == null ? "s" : unit) {
            case "ms" -> 1_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 1_000_000_000L;
        };
        Duration time = nanoseconds(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(nanosecondsOfUnit)));
        if (time.isZero()) {
            throw unreadable();
        }
        return time;
    }

    /** Nine digits of minutes exceed the nanoseconds of a long; such a long timeout is no limit. */
    private static Duration nanoseconds(BigDecimal value) {
        BigDecimal longest = BigDecimal.valueOf(Duration.ofDays(365).toNanos());
        return Duration.ofNanos(value.min(longest).longValue());
    }

    private static GatewayException unreadable() {
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, "The header " + HEADER + " cannot be read.")
                .withViolations(List.of(Violation.ofParameter(
                        "caller-time",
                        HEADER,
                        "A timeout is in seconds, or has the unit ms, s or m, as in 1.5, 500ms, 10s or 1m;"
                                + " it must be above zero."))));
    }
}
