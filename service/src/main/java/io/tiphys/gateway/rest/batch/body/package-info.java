/** Reads the bodies of batches: lines as they arrive, JSON as a whole. */
@NullMarked
package io.tiphys.gateway.rest.batch.body;

import org.jspecify.annotations.NullMarked;
