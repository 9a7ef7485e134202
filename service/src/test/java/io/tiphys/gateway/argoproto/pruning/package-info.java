@NullMarked
package io.tiphys.gateway.argoproto.pruning;

import org.jspecify.annotations.NullMarked;
