/**
 * The OpenID Connect issuers of the environments: reads their keys, and verifies signatures of tokens with them. Implements
 * ports of {@code access.caller}; sends no token anywhere. Nobody imports it.
 */
@NullMarked
package io.tiphys.gateway.openid;

import org.jspecify.annotations.NullMarked;
