/**
 * Label and field selectors as Kubernetes reads them. Pure functions.
 */
@NullMarked
package io.tiphys.gateway.argo.selector;

import org.jspecify.annotations.NullMarked;
