/**
 * The limits of unfinished workflows in a namespace: the counts that a watch keeps, and the slots of creations that the watch
 * has not shown yet. For the admission of creations.
 */
@NullMarked
package io.tiphys.gateway.admission.unfinished;

import org.jspecify.annotations.NullMarked;
