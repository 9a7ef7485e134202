/** Reading documents strictly: JSON and YAML into a tree that knows where everything is written. Imports {@code finding} alone. */
@NullMarked
package io.tiphys.validation.document;

import org.jspecify.annotations.NullMarked;
