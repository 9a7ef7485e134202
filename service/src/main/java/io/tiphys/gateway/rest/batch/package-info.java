/** Batches over REST: bodies, results as newline-delimited JSON, and the routes. */
@NullMarked
package io.tiphys.gateway.rest.batch;

import org.jspecify.annotations.NullMarked;
