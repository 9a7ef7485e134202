@NullMarked
package io.tiphys.gateway.argoapi.guard;

import org.jspecify.annotations.NullMarked;
