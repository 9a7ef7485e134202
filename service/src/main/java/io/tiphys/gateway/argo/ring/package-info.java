/** Common parts of shared streams: the ring of recent events, waiting, and single-flight opening. */
@NullMarked
package io.tiphys.gateway.argo.ring;

import org.jspecify.annotations.NullMarked;
