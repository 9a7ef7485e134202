/** Findings, their severities and rules, and the report. */
@NullMarked
package io.tiphys.gateway.preflight.finding;

import org.jspecify.annotations.NullMarked;
