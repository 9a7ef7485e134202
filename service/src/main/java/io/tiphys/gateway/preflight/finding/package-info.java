/**
 * What a check finds, its severity and its rule, and the report of all.
 */
@NullMarked
package io.tiphys.gateway.preflight.finding;

import org.jspecify.annotations.NullMarked;
