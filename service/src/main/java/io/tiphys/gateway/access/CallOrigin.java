package io.tiphys.gateway.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Where a call comes from, of which kind it is, and when it is over: what the quota of a caller needs to know of any API.
 *
 * @param address the network that the call comes from, as {@link #network} names it; empty where nobody called
 * @param stream whether the call is a stream, which lasts as long as its reader likes
 * @param whenOver runs what it is given once the call is over; at once when it is
 */
public record CallOrigin(String address, boolean stream, Consumer<Runnable> whenOver) {
    private static final int SITE = 8;

    public CallOrigin {
        Objects.requireNonNull(address);
        Objects.requireNonNull(whenOver);
    }

    /** The same of a stream, or of a call that is none. */
    public CallOrigin ofStream(boolean isStream) {
        return new CallOrigin(address, isStream, whenOver);
    }

    /** One address of IPv4; of IPv6 the 64 bits that one site has at least, because it has all addresses below them. */
    public static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(bytes, SITE)) + "::/64"
                : address.getHostAddress();
    }
}
