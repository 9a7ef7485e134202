package io.tiphys.gateway.environment.configuration;

import io.tiphys.gateway.configuration.Findings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Verifies the address of an upstream. */
final class WebAddress {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private WebAddress() {}

    static void verify(String property, URI address, Findings findings) {
        if (!isWebAddress(address)) {
            findings.wrong(property, address, "an http or https address with a host, without user, query and fragment");
        } else if ("http".equals(address.getScheme()) && !THIS_MACHINE.contains(address.getHost())) {
            findings.warn(property, "is not encrypted: tokens cross the network in clear text; use https");
        }
    }

    /** Whether a text is an https address. */
    static boolean isEncrypted(String text) {
        try {
            URI address = new URI(text);
            return isWebAddress(address) && "https".equals(address.getScheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether a secret may cross the network to this address: with https, or on this machine. */
    static boolean keepsSecrets(URI address) {
        return isWebAddress(address)
                && ("https".equals(address.getScheme()) || THIS_MACHINE.contains(address.getHost()));
    }

    private static boolean isWebAddress(URI address) {
        return address.getHost() != null
                && address.getRawQuery() == null
                && address.getRawFragment() == null
                && address.getRawUserInfo() == null
                && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
    }
}
