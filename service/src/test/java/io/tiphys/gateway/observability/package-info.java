/** Tests of what is counted. */
@NullMarked
package io.tiphys.gateway.observability;

import org.jspecify.annotations.NullMarked;
