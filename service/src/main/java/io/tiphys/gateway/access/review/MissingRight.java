package io.tiphys.gateway.access.review;

/**
 * A right that a review denied.
 *
 * @param check the right
 * @param reason what the authorizer said, may be empty
 */
public record MissingRight(AccessCheck check, String reason) {}
