/** The state of a cluster for the checks: questions, answers, and the port that reads the state. */
@NullMarked
package io.tiphys.gateway.preflight.state;

import org.jspecify.annotations.NullMarked;
