/** The standard health service ({@code grpc.health.v1}) of the gateway, {@code WorkflowService} and {@code EnvironmentService}. */
@NullMarked
package io.tiphys.gateway.grpc.health;

import org.jspecify.annotations.NullMarked;
