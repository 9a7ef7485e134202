@NullMarked
package io.tiphys.gateway.rest.call;

import org.jspecify.annotations.NullMarked;
