@NullMarked
package io.tiphys.gateway.kubernetes.cluster;

import org.jspecify.annotations.NullMarked;
