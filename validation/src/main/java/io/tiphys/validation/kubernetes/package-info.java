/**
 * Kubernetes' rules for names, labels, annotations and pods, beyond their types. Imports {@code fields}, {@code rule},
 * {@code document} and {@code finding}.
 */
@NullMarked
package io.tiphys.validation.kubernetes;

import org.jspecify.annotations.NullMarked;
