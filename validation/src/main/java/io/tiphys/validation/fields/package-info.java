/** The fields that Argo knows, and the rules that check a document against them. */
@NullMarked
package io.tiphys.validation.fields;

import org.jspecify.annotations.NullMarked;
