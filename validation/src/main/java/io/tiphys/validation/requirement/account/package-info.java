/** The service accounts that a workflow uses, and where it chooses them. */
@NullMarked
package io.tiphys.validation.requirement.account;

import org.jspecify.annotations.NullMarked;
