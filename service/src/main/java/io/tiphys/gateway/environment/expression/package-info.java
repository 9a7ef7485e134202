/**
 * The expressions in the annotation {@code workflows.argoproj.io/rbac-rule}: the part of the language expr-lang 1.17.7 that rules
 * about callers need, as Argo Workflows 4.0.5 evaluates it. Everything else is refused, so that a rule means what it means to Argo or
 * nothing. For {@code environment.account}.
 */
@NullMarked
package io.tiphys.gateway.environment.expression;

import org.jspecify.annotations.NullMarked;
