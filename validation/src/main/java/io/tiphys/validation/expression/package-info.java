/** The syntax of the expressions that Argo's controller evaluates while a workflow runs. */
@NullMarked
package io.tiphys.validation.expression;

import org.jspecify.annotations.NullMarked;
