/**
 * Adapters of the ports to an Argo Server, over the single {@link io.tiphys.gateway.argo.client client}. Nobody imports this
 * package; its beans are injected through the ports they implement. Statements about the server come from the source and
 * from measurements of argo-workflows v4.0.5.
 */
@NullMarked
package io.tiphys.gateway.argo;

import org.jspecify.annotations.NullMarked;
