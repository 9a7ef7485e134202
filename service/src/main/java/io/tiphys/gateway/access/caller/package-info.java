/**
 * Who calls: verifies a bearer token against the environment's issuers, and limits and remembers tokens that were refused. For
 * {@code access} and what stands above it.
 */
@NullMarked
package io.tiphys.gateway.access.caller;

import org.jspecify.annotations.NullMarked;
