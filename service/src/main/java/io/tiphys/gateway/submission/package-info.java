/** Submitting a workflow: the use case and its port to the Argo Server. */
@NullMarked
package io.tiphys.gateway.submission;

import org.jspecify.annotations.NullMarked;
