/**
 * Reads and verifies the whole tree of {@code tiphys.*} properties when the gateway starts. A feature contributes a {@link
 * io.tiphys.gateway.configuration.ConfigurationBlock}: a record and what has to hold for its values. Unknown names, values
 * that cannot be read and values out of range are all found in one pass. Every package may use it; it imports none.
 */
@NullMarked
package io.tiphys.gateway.configuration;

import org.jspecify.annotations.NullMarked;
