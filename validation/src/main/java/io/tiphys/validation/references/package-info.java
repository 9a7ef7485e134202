/** The templates of the cluster that a workflow refers to. */
@NullMarked
package io.tiphys.validation.references;

import org.jspecify.annotations.NullMarked;
