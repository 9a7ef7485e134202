/** Files with several documents that refer to each other. Imports {@code document}, {@code references} and the validator. */
@NullMarked
package io.tiphys.validation.files;

import org.jspecify.annotations.NullMarked;
