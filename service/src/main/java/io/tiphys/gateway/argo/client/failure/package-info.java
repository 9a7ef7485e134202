/**
 * Why an exchange failed, in the gateway's reasons. The one reader of Argo's errors.
 */
@NullMarked
package io.tiphys.gateway.argo.client.failure;

import org.jspecify.annotations.NullMarked;
