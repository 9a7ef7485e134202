/**
 * The use cases of batches: many workflows in one call, each created once, and what becomes of them. The state of a batch is
 * in the labels of its workflows; nothing else is kept. Used by the REST and gRPC APIs.
 */
@NullMarked
package io.tiphys.gateway.batch;

import org.jspecify.annotations.NullMarked;
