/**
 * The single client to an Argo Server. The client has three modes: {@link ArgoClient#call exchange} reads a bounded response
 * whole, {@link ArgoClient#open stream} pulls the messages of a stream, and forwarding passes a response on as bytes. The
 * client includes permits, circuit breaker, TLS, credentials, delivery detection and the reading of Argo's errors. Used by
 * {@code argo} and {@code argoapi}; no other code connects to an Argo Server. Statements about the server come from the
 * source and from measurements of argo-workflows v4.0.5.
 */
@NullMarked
package io.tiphys.gateway.argo.client;

import org.jspecify.annotations.NullMarked;
