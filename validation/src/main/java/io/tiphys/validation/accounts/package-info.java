/** The service accounts that a workflow chooses in any field. */
@NullMarked
package io.tiphys.validation.accounts;

import org.jspecify.annotations.NullMarked;
