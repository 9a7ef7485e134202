/**
 * Authentication: verifies a bearer token against the environment's issuers, and limits and remembers refused tokens. For
 * {@code access} and the layers above it.
 */
@NullMarked
package io.tiphys.gateway.access.caller;

import org.jspecify.annotations.NullMarked;
