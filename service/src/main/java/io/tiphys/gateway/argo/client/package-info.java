/**
 * The one client to an Argo Server. It is used in three ways: {@link ArgoClient#call exchange} reads a bounded answer whole,
 * {@link ArgoClient#open stream} pulls the messages of a stream, and forwarding passes an answer on as bytes. Permits, circuit
 * breaker, TLS, credential, the question whether a request was sent, and the reading of Argo's errors are inside. Used by
 * {@code argo} and {@code argoapi}; nobody else speaks to an Argo Server. What is said here of the server was read in and
 * measured on argo-workflows v4.0.5.
 */
@NullMarked
package io.tiphys.gateway.argo.client;

import org.jspecify.annotations.NullMarked;
