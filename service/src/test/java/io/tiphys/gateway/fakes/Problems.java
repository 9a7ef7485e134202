package io.tiphys.gateway.fakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Catches what a caller would be told. */
public final class Problems {
    private Problems() {}

    /** The problem that this call ends with, which is for this reason; fails the test when there is none. */
    public static Problem problemOf(ErrorReason reason, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(GatewayException.class);
        Problem problem = ((GatewayException) thrown).problem();
        assertThat(problem.reason()).describedAs(problem.detail()).isEqualTo(reason);
        return problem;
    }
}
