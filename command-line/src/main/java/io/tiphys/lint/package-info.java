/** {@code tiphys-lint}: lints files and prints findings for people, editors and build servers. */
@NullMarked
package io.tiphys.lint;

import org.jspecify.annotations.NullMarked;
