package io.tiphys.gateway.environmenthealth;

import io.tiphys.gateway.error.ErrorReason;
import java.util.Optional;

/**
 * The result of a check.
 *
 * @param check the check's name
 * @param message the result and, for a failure, the correction
 * @param failure the reason of a failure; empty when the check passed
 */
public record Finding(String check, String message, Optional<ErrorReason> failure) {
    /** The check passed. */
    public static Finding passed(String check, String message) {
        return new Finding(check, message, Optional.empty());
    }

    /** The check failed. */
    public static Finding failed(String check, ErrorReason reason, String message) {
        return new Finding(check, message, Optional.of(reason));
    }

    public boolean passed() {
        return failure.isEmpty();
    }
}
