package io.tiphys.gateway.access.review;

/** The result of an access review. */
public sealed interface AccessDecision {
    /** The permission is granted. */
    record Allowed() implements AccessDecision {}

    /**
     * The permission is not granted.
     *
     * @param reason the authorizer's reason, may be empty
     */
    record Denied(String reason) implements AccessDecision {}

    /**
     * There is no decision, which never grants the permission.
     *
     * @param reason the cause
     */
    record Undecided(String reason) implements AccessDecision {}
}
