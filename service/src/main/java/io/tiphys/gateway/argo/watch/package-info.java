/**
 * Shared watches: one upstream watch for all readers of a namespace, filtered for each.
 */
@NullMarked
package io.tiphys.gateway.argo.watch;

import org.jspecify.annotations.NullMarked;
