package io.tiphys.gateway.server.configuration;

import com.linecorp.armeria.common.util.InetAddressPredicates;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;

/** The proxies whose headers may state a client's address. */
public final class TrustedProxies {
    private TrustedProxies() {}

    /**
     * Matches the addresses of trusted proxies.
     *
     * @param networks addresses, or networks such as 10.0.0.0/8
     * @throws IllegalArgumentException when an entry is invalid; the message names the property and the value
     */
    public static Predicate<InetAddress> of(List<String> networks) {
        Predicate<InetAddress> none = address -> false;
        return networks.stream()
                .filter(network -> !network.isBlank())
                .map(TrustedProxies::network)
                .reduce(none, Predicate::or);
    }

    private static Predicate<InetAddress> network(String network) {
        try {
            return network.contains("/")
                    ? InetAddressPredicates.ofCidr(network)
                    : InetAddressPredicates.ofExact(network);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "tiphys.server.trusted-proxies: '" + network
                            + "' is not an address or network, for example 10.0.0.7 or 10.0.0.0/8",
                    e);
        }
    }
}
