/**
 * Checks of the service account that a workflow runs as: its rights, its secrets, its pods.
 */
@NullMarked
package io.tiphys.gateway.preflight.account;

import org.jspecify.annotations.NullMarked;
