@NullMarked
package io.tiphys.gateway.argo.log;

import org.jspecify.annotations.NullMarked;
