@NullMarked
package io.tiphys.gateway.argoapi.rpc;

import org.jspecify.annotations.NullMarked;
