/** The hash chain of the gateway's audit log, for the gateway that writes it and for the command that verifies it. */
@NullMarked
package io.tiphys.validation.audit;

import org.jspecify.annotations.NullMarked;
