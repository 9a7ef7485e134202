/**
 * What every REST call passes: authentication, headers, and the caller's time.
 */
@NullMarked
package io.tiphys.gateway.rest.call;

import org.jspecify.annotations.NullMarked;
