/** Reads documents of workflows and the objects inside their texts: selects the format, and reports why a document is unreadable. */
@NullMarked
package io.tiphys.validation.document.reader;

import org.jspecify.annotations.NullMarked;
