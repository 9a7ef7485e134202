/** Reads the cluster's state for the preflight, with the caller's permissions. */
@NullMarked
package io.tiphys.gateway.kubernetes.state;

import org.jspecify.annotations.NullMarked;
