@NullMarked
package io.tiphys.gateway.argo.watch;

import org.jspecify.annotations.NullMarked;
