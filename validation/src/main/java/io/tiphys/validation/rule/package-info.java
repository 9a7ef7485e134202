/** What a rule sees and where it reports. Imports {@code document} and {@code finding}. */
@NullMarked
package io.tiphys.validation.rule;

import org.jspecify.annotations.NullMarked;
