/** The text of a document before it is parsed: its decoding, and the lines and columns of its characters. */
@NullMarked
package io.tiphys.validation.document.text;

import org.jspecify.annotations.NullMarked;
