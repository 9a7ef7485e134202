/**
 * Shared log streams: one upstream stream for all readers of the same log.
 */
@NullMarked
package io.tiphys.gateway.argo.log;

import org.jspecify.annotations.NullMarked;
