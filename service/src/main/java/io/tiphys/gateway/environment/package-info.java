/** The environments of submission: where workflows can be sent and under which rules, from typed configuration. */
@NullMarked
package io.tiphys.gateway.environment;

import org.jspecify.annotations.NullMarked;
