/**
 * Reads and verifies the whole tree of {@code tiphys.*} properties when the gateway starts. A feature contributes a {@link
 * io.tiphys.gateway.configuration.ConfigurationBlock}: a record and the verification of its values. One pass finds all
 * unknown names, unreadable values and values out of range. Every package may use it; it imports none.
 */
@NullMarked
package io.tiphys.gateway.configuration;

import org.jspecify.annotations.NullMarked;
