/** The objects in the namespace that a workflow names: secrets, config maps, claims. */
@NullMarked
package io.tiphys.validation.requirement.object;

import org.jspecify.annotations.NullMarked;
