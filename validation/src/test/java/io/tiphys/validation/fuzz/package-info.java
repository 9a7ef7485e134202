/** Coverage-guided fuzzing of the validator: {@code bench/fuzz} searches, the tests repeat what was found. */
package io.tiphys.validation.fuzz;
