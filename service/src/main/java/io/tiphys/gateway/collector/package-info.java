/**
 * Sends spans to a collector over OTLP: sampling, a bounded queue, the exporter and its metrics. No call ever waits for the
 * collector. No other package imports this one: spans are begun through {@code tracing}.
 */
@NullMarked
package io.tiphys.gateway.collector;

import org.jspecify.annotations.NullMarked;
