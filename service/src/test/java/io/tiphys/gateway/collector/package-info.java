/** Tests of traces with a collector in this process. */
@NullMarked
package io.tiphys.gateway.collector;

import org.jspecify.annotations.NullMarked;
