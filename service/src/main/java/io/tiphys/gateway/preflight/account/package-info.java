/** Checks of the service accounts of a workflow: permissions, secrets, pods. */
@NullMarked
package io.tiphys.gateway.preflight.account;

import org.jspecify.annotations.NullMarked;
