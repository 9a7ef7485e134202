/**
 * The REST door: maps HTTP to the use cases and back, and nothing else. Errors leave through {@link
 * io.tiphys.gateway.rest.error.ProblemWriter} alone. Nobody imports this package; reactive types do not leave it.
 */
@NullMarked
package io.tiphys.gateway.rest;

import org.jspecify.annotations.NullMarked;
