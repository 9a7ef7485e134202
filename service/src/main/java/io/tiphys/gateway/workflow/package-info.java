/** The workflow document and the rules it has to follow: pure functions, no I/O. Imports error and call alone. */
@NullMarked
package io.tiphys.gateway.workflow;

import org.jspecify.annotations.NullMarked;
