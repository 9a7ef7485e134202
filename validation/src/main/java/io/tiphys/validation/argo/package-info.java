/**
 * Argo's own rules: the same verdict as {@code argo lint}, with all findings instead of the first. The checks follow the order of
 * Argo's validation, because the scope of a variable depends on it. Imports {@code fields}, {@code rule}, {@code document} and
 * {@code finding}.
 */
@NullMarked
package io.tiphys.validation.argo;

import org.jspecify.annotations.NullMarked;
