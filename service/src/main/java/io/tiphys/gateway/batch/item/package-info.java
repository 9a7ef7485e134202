/** The items of a batch, their source, and their results. */
@NullMarked
package io.tiphys.gateway.batch.item;

import org.jspecify.annotations.NullMarked;
