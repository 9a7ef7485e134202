@NullMarked
package io.tiphys.gateway.argoapi.route;

import org.jspecify.annotations.NullMarked;
