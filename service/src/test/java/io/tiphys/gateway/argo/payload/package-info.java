@NullMarked
package io.tiphys.gateway.argo.payload;

import org.jspecify.annotations.NullMarked;
