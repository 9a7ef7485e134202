/** What the pods of a workflow request of the cluster. */
@NullMarked
package io.tiphys.validation.requirement.cost;

import org.jspecify.annotations.NullMarked;
