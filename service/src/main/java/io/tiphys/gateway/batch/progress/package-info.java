/** What becomes of the workflows of a batch: counts by phase, progress, and their outputs in one table. */
@NullMarked
package io.tiphys.gateway.batch.progress;

import org.jspecify.annotations.NullMarked;
