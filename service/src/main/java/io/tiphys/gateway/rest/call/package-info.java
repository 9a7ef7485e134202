/** The common steps of every REST call: authentication, headers and the caller's timeout. */
@NullMarked
package io.tiphys.gateway.rest.call;

import org.jspecify.annotations.NullMarked;
