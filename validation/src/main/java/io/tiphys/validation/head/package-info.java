/** Rules about what stands around a specification: kind, name, metadata, status. */
@NullMarked
package io.tiphys.validation.head;

import org.jspecify.annotations.NullMarked;
