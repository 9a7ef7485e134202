/**
 * The workflow document and the rules it has to follow: pure functions, no network. Every package but error and call may use
 * it; it imports error alone, beside Jackson and SnakeYAML.
 */
@NullMarked
package io.tiphys.gateway.workflow;

import org.jspecify.annotations.NullMarked;
