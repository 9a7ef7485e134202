package io.tiphys.gateway.access.review;

/**
 * A permission that a review denied.
 *
 * @param check the permission
 * @param reason the authorizer's reason, may be empty
 */
public record DeniedPermission(AccessCheck check, String reason) {}
