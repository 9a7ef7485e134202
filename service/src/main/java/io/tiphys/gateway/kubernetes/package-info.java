/**
 * The adapters for the Kubernetes API: reviews of tokens and permissions, tokens and secrets of service accounts, and the
 * checks of a cluster. The only importer of fabric8. Implements ports; no other package imports it.
 */
@NullMarked
package io.tiphys.gateway.kubernetes;

import org.jspecify.annotations.NullMarked;
