/** Changes of many existing workflows, chosen by labels: one call for each of them, never a change of a whole collection. */
@NullMarked
package io.tiphys.gateway.batch.bulk;

import org.jspecify.annotations.NullMarked;
