/** The causes of failed exchanges, as the gateway's reasons. The only reader of Argo's errors. */
@NullMarked
package io.tiphys.gateway.argo.client.failure;

import org.jspecify.annotations.NullMarked;
