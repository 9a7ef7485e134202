/**
 * The REST API: maps HTTP to the use cases and back, and nothing else. All errors are written by {@link
 * io.tiphys.gateway.rest.error.ProblemWriter}. No other package imports this one; reactive types do not leave it.
 */
@NullMarked
package io.tiphys.gateway.rest;

import org.jspecify.annotations.NullMarked;
