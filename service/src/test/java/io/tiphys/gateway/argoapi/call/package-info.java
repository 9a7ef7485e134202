@NullMarked
package io.tiphys.gateway.argoapi.call;

import org.jspecify.annotations.NullMarked;
