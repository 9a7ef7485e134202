package io.tiphys.gateway.access.caller;

import java.util.Map;

/** What is known of a token that is for the gateway alone. Its claims are personal data: not for logs. */
public sealed interface GatewayToken permits IssuedToken, HubToken {
    /** The facts about the caller, for rules with expressions. */
    Map<String, Object> claims();
}
