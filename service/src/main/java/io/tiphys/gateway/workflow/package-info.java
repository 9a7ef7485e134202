/**
 * The workflow as the gateway knows it: names, the object that Argo has, and what the validator (module {@code validation})
 * says of a document, in the gateway's terms. Every package but error and call may use it; of ours it imports error alone.
 */
@NullMarked
package io.tiphys.gateway.workflow;

import org.jspecify.annotations.NullMarked;
