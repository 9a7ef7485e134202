/** What the readers of both formats share: the bounds of size, depth and number, and the findings of one document. */
@NullMarked
package io.tiphys.validation.document.bounds;

import org.jspecify.annotations.NullMarked;
