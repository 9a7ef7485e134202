/** {@code tiphys-lint}: files in, findings out, in the form that people, editors and build servers read. */
@NullMarked
package io.tiphys.lint;

import org.jspecify.annotations.NullMarked;
