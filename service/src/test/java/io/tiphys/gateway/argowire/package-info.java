@NullMarked
package io.tiphys.gateway.argowire;

import org.jspecify.annotations.NullMarked;
