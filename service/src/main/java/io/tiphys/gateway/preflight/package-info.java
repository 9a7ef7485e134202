/**
 * Whether a workflow can run where it is to be submitted, by the state of the cluster: the workflow's preflight, while
 * {@code preflight} looks at an environment. State is read with the caller's own token alone, so nobody learns here of an
 * object that he may not read himself.
 */
@NullMarked
package io.tiphys.gateway.preflight;

import org.jspecify.annotations.NullMarked;
