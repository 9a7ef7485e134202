/** Reads JSON and YAML strictly into a tree with source locations. Imports only {@code finding} and {@code yaml}. */
@NullMarked
package io.tiphys.validation.document;

import org.jspecify.annotations.NullMarked;
