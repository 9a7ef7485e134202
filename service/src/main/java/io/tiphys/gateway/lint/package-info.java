/**
 * Linting of files without a cluster: the use case of {@code :lint}. Imports {@code error}, {@code access} and
 * {@code concurrent} of the gateway.
 */
@NullMarked
package io.tiphys.gateway.lint;

import org.jspecify.annotations.NullMarked;
