/**
 * Rules of our own, about documents that Argo accepts and that cause problems later. Warnings by default. One class per rule;
 * imports {@code rule}, {@code document} and {@code finding}.
 */
@NullMarked
package io.tiphys.validation.lint;

import org.jspecify.annotations.NullMarked;
