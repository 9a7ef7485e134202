package io.tiphys.gateway.environmenthealth;

import io.tiphys.gateway.error.ErrorReason;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param check the check's name
 * @param message what was found and, when it failed, what to do
 * @param failure the reason when it failed; empty when it passed
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

    /** Whether it passed. */
    public boolean passed() {
        return failure.isEmpty();
    }
}
