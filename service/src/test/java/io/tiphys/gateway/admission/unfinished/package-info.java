/** Tests of the limits of unfinished workflows. */
@NullMarked
package io.tiphys.gateway.admission.unfinished;

import org.jspecify.annotations.NullMarked;
