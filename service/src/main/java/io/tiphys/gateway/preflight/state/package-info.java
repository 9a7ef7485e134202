/**
 * The state of a cluster that the checks ask for: questions, answers, and the port that reads them.
 */
@NullMarked
package io.tiphys.gateway.preflight.state;

import org.jspecify.annotations.NullMarked;
