package io.tiphys.gateway.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Where a call comes from, of which kind it is, and who records it: what the quota of a caller needs to know of any API.
 *
 * @param address the network that the call comes from, as {@link #network} names it; empty where nobody called
 * @param stream whether the call is a stream, which lasts as long as its reader likes
 * @param observer hears who calls, and says when the call is over
 */
public record CallOrigin(String address, boolean stream, CallObserver observer) {
    private static final int SITE = 8;

    public CallOrigin {
        Objects.requireNonNull(address);
        Objects.requireNonNull(observer);
    }

    /** One address of IPv4; of IPv6 the 64 bits that one site has at least, because it has all addresses below them. */
    public static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(bytes, SITE)) + "::/64"
                : address.getHostAddress();
    }
}
