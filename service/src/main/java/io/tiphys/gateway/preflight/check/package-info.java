/**
 * Checks of a workflow against the state of the cluster.
 */
@NullMarked
package io.tiphys.gateway.preflight.check;

import org.jspecify.annotations.NullMarked;
