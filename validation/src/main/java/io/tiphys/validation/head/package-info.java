/** Rules about the fields around a specification: kind, name, metadata, status. */
@NullMarked
package io.tiphys.validation.head;

import org.jspecify.annotations.NullMarked;
