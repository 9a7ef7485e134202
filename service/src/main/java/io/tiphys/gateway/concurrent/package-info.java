/**
 * Concurrency of calls, from a server to an upstream: deadlines, parallel tasks, shares and single-flight loads. Every
 * package except {@code error} and {@code configuration} may import this one; it imports only {@code error}.
 */
@NullMarked
package io.tiphys.gateway.concurrent;

import org.jspecify.annotations.NullMarked;
