/** Reads {@code tiphys.server} and verifies every value. */
@NullMarked
package io.tiphys.gateway.server.configuration;

import org.jspecify.annotations.NullMarked;
