/** Tests of batches. */
@NullMarked
package io.tiphys.gateway.batch;

import org.jspecify.annotations.NullMarked;
