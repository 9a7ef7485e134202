package io.tiphys.gateway.grpc.bridge;

import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.server.body.BodyBudget;
import io.tiphys.gateway.server.body.BodyReservation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The memory budget for messages of calls. Calls whose tokens were not reviewed before have a smaller budget. Thread-safe.
 */
@Singleton
public final class CallBodies {
    private static final String OWN_SERVICES = "/tiphys.";

    private static final String BATCH = "/tiphys.v1.BatchService/SubmitBatch";

    private final BodyBudget budget;
    private final boolean reviewedBefore;

    @Inject
    public CallBodies(BodyBudget budget, CallAuthenticator authenticator) {
        this(budget, authenticator.reviewsEarly());
    }

    /** @param reviewedBefore whether the tokens of calls of the gateway's own API were reviewed before */
    public CallBodies(BodyBudget budget, boolean reviewedBefore) {
        this.budget = budget;
        this.reviewedBefore = reviewedBefore;
    }

    /** Whether the reader of the call's messages counts each of them for as long as it is held. */
    static boolean streamed(String path) {
        return path.equals(BATCH);
    }

    /** Opens a reservation for the messages of a call of this path. */
    BodyReservation of(String path) {
        return reviewedBefore && path.startsWith(OWN_SERVICES) ? budget.open() : budget.openAnonymous();
    }
}
