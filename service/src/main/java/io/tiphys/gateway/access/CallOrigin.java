package io.tiphys.gateway.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The origin of a call, with the facts that the caller's quota needs from any API.
 *
 * @param address the network of the caller, as {@link #network} names it; empty for the gateway's own calls
 * @param stream whether the call is a stream, whose duration is the reader's choice
 * @param observer receives the caller, and reports the end of the call
 */
public record CallOrigin(String address, boolean stream, CallObserver observer) {
    private static final int SITE = 8;

    public CallOrigin {
        Objects.requireNonNull(address);
        Objects.requireNonNull(observer);
    }

    /** One IPv4 address; for IPv6 the first 64 bits, because a site controls all addresses of its /64 network. */
    public static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(bytes, SITE)) + "::/64"
                : address.getHostAddress();
    }
}
