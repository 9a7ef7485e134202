package io.tiphys.gateway.testbed;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Parts of names that no other test has. */
public final class RandomNames {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomNames() {}

    /** Eight hexadecimal digits. */
    public static String hex() {
        byte[] bytes = new byte[4];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
