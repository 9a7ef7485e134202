/** Label and field selectors with the semantics of Kubernetes. Pure functions. */
@NullMarked
package io.tiphys.gateway.argo.selector;

import org.jspecify.annotations.NullMarked;
