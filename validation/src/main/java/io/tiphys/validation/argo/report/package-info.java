/** Findings of Argo's own rules, and checks that several rules share. */
@NullMarked
package io.tiphys.validation.argo.report;

import org.jspecify.annotations.NullMarked;
