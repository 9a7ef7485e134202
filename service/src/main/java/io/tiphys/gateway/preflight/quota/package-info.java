/**
 * Checks of quotas and limit ranges: what a workflow costs, and what is left.
 */
@NullMarked
package io.tiphys.gateway.preflight.quota;

import org.jspecify.annotations.NullMarked;
