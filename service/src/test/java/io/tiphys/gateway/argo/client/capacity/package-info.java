@NullMarked
package io.tiphys.gateway.argo.client.capacity;

import org.jspecify.annotations.NullMarked;
