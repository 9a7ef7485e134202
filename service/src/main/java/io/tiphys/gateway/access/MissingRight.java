package io.tiphys.gateway.access;

/**
 * A right that a review denied.
 *
 * @param check the right
 * @param reason what the authorizer said, may be empty
 */
record MissingRight(AccessCheck check, String reason) {}
