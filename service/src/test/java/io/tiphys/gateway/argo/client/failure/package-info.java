@NullMarked
package io.tiphys.gateway.argo.client.failure;

import org.jspecify.annotations.NullMarked;
