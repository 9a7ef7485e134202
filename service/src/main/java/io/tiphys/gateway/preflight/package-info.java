/**
 * Preflight of workflows: whether a workflow can run in its target namespace, given the state of the cluster. Package
 * {@code environmenthealth} checks environments. The preflight reads state with the caller's own token alone. So no caller
 * learns of an object that the caller may not read.
 */
@NullMarked
package io.tiphys.gateway.preflight;

import org.jspecify.annotations.NullMarked;
