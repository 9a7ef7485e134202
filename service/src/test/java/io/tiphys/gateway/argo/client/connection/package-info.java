@NullMarked
package io.tiphys.gateway.argo.client.connection;

import org.jspecify.annotations.NullMarked;
