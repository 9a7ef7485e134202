/** The input of rules and the collector of their findings. Imports {@code document} and {@code finding}. */
@NullMarked
package io.tiphys.validation.rule;

import org.jspecify.annotations.NullMarked;
