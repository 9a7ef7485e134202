/**
 * The admission of workflow creations: how many an environment's Argo Server gets at once, and whose turn is next. Every use
 * case and API that creates a workflow uses {@link io.tiphys.gateway.admission.CreationAdmission}.
 */
@NullMarked
package io.tiphys.gateway.admission;

import org.jspecify.annotations.NullMarked;
