/** Interceptors of gRPC calls, in the order of {@link io.tiphys.gateway.grpc.interceptor.InterceptorOrder}. */
@NullMarked
package io.tiphys.gateway.grpc.interceptor;

import org.jspecify.annotations.NullMarked;
