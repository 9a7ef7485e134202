/** The service accounts that a workflow chooses, wherever it does. */
@NullMarked
package io.tiphys.validation.accounts;

import org.jspecify.annotations.NullMarked;
