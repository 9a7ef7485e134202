/** Linting of files, in this process or at a gateway; start with {@link io.tiphys.client.lint.Linter}. */
@NullMarked
package io.tiphys.client.lint;

import org.jspecify.annotations.NullMarked;
