/** The validator of workflows: all errors of a document in one call. Pure functions; no framework, no network. */
@NullMarked
package io.tiphys.validation;

import org.jspecify.annotations.NullMarked;
