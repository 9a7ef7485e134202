/**
 * The service account that the gateway acts as for a caller: ordered rules by groups and by expressions over claims, and
 * Argo's annotations on service accounts. Pure functions and a port; a rule grants no permission. For {@code environment} and the layers above it.
 */
@NullMarked
package io.tiphys.gateway.environment.account;

import org.jspecify.annotations.NullMarked;
