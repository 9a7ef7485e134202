/**
 * The adapters that speak to the Kubernetes API: reviews of tokens and rights, tokens and secrets of service accounts, and
 * the checks of a cluster. The only importer of fabric8. Implements ports; nobody imports it.
 */
@NullMarked
package io.tiphys.gateway.kubernetes;

import org.jspecify.annotations.NullMarked;
