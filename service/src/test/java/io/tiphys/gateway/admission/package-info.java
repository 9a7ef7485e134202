/** Tests of the admission of workflow creations. */
@NullMarked
package io.tiphys.gateway.admission;

import org.jspecify.annotations.NullMarked;
