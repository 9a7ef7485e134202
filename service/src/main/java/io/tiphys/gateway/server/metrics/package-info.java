/** Metrics as Prometheus reads them, with exemplars: the traces of calls behind a number. */
@NullMarked
package io.tiphys.gateway.server.metrics;

import org.jspecify.annotations.NullMarked;
