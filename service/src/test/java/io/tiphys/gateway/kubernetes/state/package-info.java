@NullMarked
package io.tiphys.gateway.kubernetes.state;

import org.jspecify.annotations.NullMarked;
