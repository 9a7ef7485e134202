/**
 * The syntax of the expressions that Argo's controller evaluates while a workflow runs. The tree of an expression of expr-lang
 * ({@link io.tiphys.validation.expression.Expr}) is for the gateway's rules about callers as well.
 */
@NullMarked
package io.tiphys.validation.expression;

import org.jspecify.annotations.NullMarked;
