/** Logs of a workflow: the lines, the query, and the port for shared log streams. */
@NullMarked
package io.tiphys.gateway.lifecycle.log;

import org.jspecify.annotations.NullMarked;
