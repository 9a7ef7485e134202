@NullMarked
package io.tiphys.gateway.rest.error;

import org.jspecify.annotations.NullMarked;
