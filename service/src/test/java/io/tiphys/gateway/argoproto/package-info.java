@NullMarked
package io.tiphys.gateway.argoproto;

import org.jspecify.annotations.NullMarked;
