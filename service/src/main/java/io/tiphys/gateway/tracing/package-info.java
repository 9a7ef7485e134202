/**
 * The trace of a call: its span, the spans of the requests to upstreams, and the context that travels with the threads of the
 * call (W3C Trace Context, OpenTelemetry API). Nothing here sends a span. Every package except {@code error} and {@code
 * configuration} may import this one.
 */
@NullMarked
package io.tiphys.gateway.tracing;

import org.jspecify.annotations.NullMarked;
