@NullMarked
package io.tiphys.gateway.argo.request;

import org.jspecify.annotations.NullMarked;
