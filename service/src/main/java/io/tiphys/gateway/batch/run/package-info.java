/** The execution of a batch: several items at once, within the caller's share, each done once. */
@NullMarked
package io.tiphys.gateway.batch.run;

import org.jspecify.annotations.NullMarked;
