@NullMarked
package io.tiphys.gateway.argo.client.framing;

import org.jspecify.annotations.NullMarked;
