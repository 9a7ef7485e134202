package io.tiphys.gateway.server;

import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.access.CallOrigin;

/** Where requests come from: the same for all APIs. */
public final class CallOrigins {
    private CallOrigins() {}

    /** The origin of a request; its call is over once its answer has ended, for whatever reason. */
    public static CallOrigin of(ServiceRequestContext context, boolean stream) {
        return new CallOrigin(
                address(context),
                stream,
                action -> context.log()
                        .whenAvailable(RequestLogProperty.RESPONSE_END_TIME)
                        .thenRun(action));
    }

    /** The network that a request comes from: of the client that a trusted proxy names, else of the connection. */
    public static String address(ServiceRequestContext context) {
        return CallOrigin.network(context.clientAddress());
    }
}
