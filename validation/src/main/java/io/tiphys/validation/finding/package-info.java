/** What is found: rules, findings, and their order. Imports nothing of the others. */
@NullMarked
package io.tiphys.validation.finding;

import org.jspecify.annotations.NullMarked;
