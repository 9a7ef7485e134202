/** Tests of the expressions of Argo's rules, held against Argo's own evaluation in Go. */
@NullMarked
package io.tiphys.gateway.environment.expression;

import org.jspecify.annotations.NullMarked;
