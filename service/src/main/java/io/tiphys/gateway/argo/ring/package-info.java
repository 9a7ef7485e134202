/**
 * What readers of a shared stream have in common: the ring of recent events, waiting, and opening a stream once.
 */
@NullMarked
package io.tiphys.gateway.argo.ring;

import org.jspecify.annotations.NullMarked;
