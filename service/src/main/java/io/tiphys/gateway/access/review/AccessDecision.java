package io.tiphys.gateway.access.review;

/** What an access review says. */
public sealed interface AccessDecision {
    /** The right is there. */
    record Allowed() implements AccessDecision {}

    /**
     * The right is not there.
     *
     * @param reason what the authorizer says, may be empty
     */
    record Denied(String reason) implements AccessDecision {}

    /**
     * It could not be decided, which is never allow.
     *
     * @param reason why
     */
    record Undecided(String reason) implements AccessDecision {}
}
