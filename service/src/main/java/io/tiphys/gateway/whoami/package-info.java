/**
 * Who the caller is: the user, the issuer, the account of the gateway and the operations that are permitted in each namespace. A use
 * case for the APIs.
 */
@NullMarked
package io.tiphys.gateway.whoami;

import org.jspecify.annotations.NullMarked;
