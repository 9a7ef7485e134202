/** The variables that are known at a point of a workflow: arguments, inputs and outputs of templates. */
@NullMarked
package io.tiphys.validation.argo.scope;

import org.jspecify.annotations.NullMarked;
