/**
 * Adapters of the ports to an Argo Server, over its one {@link io.tiphys.gateway.argo.client client}. Nobody imports this
 * package; its beans are injected through the ports they implement. What is said here of the server was read in and measured
 * on argo-workflows v4.0.5.
 */
@NullMarked
package io.tiphys.gateway.argo;

import org.jspecify.annotations.NullMarked;
