@NullMarked
package io.tiphys.gateway.argoapi.forward;

import org.jspecify.annotations.NullMarked;
