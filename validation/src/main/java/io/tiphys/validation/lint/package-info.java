/**
 * Rules of our own: what Argo takes, and people regret. Warnings, unless a place says otherwise. One class per rule; imports
 * {@code rule}, {@code document} and {@code finding}.
 */
@NullMarked
package io.tiphys.validation.lint;

import org.jspecify.annotations.NullMarked;
