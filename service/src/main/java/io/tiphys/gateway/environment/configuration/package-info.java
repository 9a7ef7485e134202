/**
 * Reads {@code tiphys.environments} and verifies every value. No other package imports it: the verified environments are
 * injected.
 */
@NullMarked
package io.tiphys.gateway.environment.configuration;

import org.jspecify.annotations.NullMarked;
