/** Rules, findings, and their order. Imports no other package of the validator. */
@NullMarked
package io.tiphys.validation.finding;

import org.jspecify.annotations.NullMarked;
