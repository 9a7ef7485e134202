/** Reads JSON (RFC 8259) and trees of Jackson into located trees. */
@NullMarked
package io.tiphys.validation.document.json;

import org.jspecify.annotations.NullMarked;
