@NullMarked
package io.tiphys.gateway.argoapi.uri;

import org.jspecify.annotations.NullMarked;
