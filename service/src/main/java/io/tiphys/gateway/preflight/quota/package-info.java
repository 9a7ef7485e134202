/** Checks of quotas and limit ranges: the cost of a workflow, and the remaining amounts. */
@NullMarked
package io.tiphys.gateway.preflight.quota;

import org.jspecify.annotations.NullMarked;
