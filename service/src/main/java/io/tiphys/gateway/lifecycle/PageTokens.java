package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.workflow.Namespace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Page tokens that are bound to one listing, so that a token cannot be used with other filters by mistake. */
final class PageTokens {
    private static final char SEPARATOR = ' ';

    private final String listing;

    PageTokens(String environment, Namespace namespace, ListQuery query) {
        String asked = environment
                + SEPARATOR
                + namespace
                + SEPARATOR
                + query.labelSelector()
                + SEPARATOR
                + query.namePrefix();
        listing = Integer.toHexString(asked.hashCode());
    }

    String seal(String upstreamToken) {
        byte[] text = (listing + SEPARATOR + upstreamToken).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /** @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID for a token of another listing */
    String open(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int separator = text.indexOf(SEPARATOR);
            if (separator > 0 && text.substring(0, separator).equals(listing)) {
                return text.substring(separator + 1);
            }
        } catch (IllegalArgumentException e) {
            // invalid base64: not a token of the gateway, refused below
        }
        throw ListWorkflows.invalid(
                "page-token", "pageToken", "The page token does not belong to this listing with these filters.");
    }
}
