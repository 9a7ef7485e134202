/** The environments of submission: the targets of workflows and their rules, from typed configuration. */
@NullMarked
package io.tiphys.gateway.environment;

import org.jspecify.annotations.NullMarked;
