package io.tiphys.validation.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {
    /** FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void hashesBytesTextsAndPieces() {
        MessageDigest pieces = Sha256.digest();
        pieces.update((byte) 'a');
        pieces.update((byte) 'b');

        assertThat(hex(Sha256.of("abc"))).isEqualTo(ABC);
        assertThat(hex(Sha256.of("abc".getBytes(StandardCharsets.US_ASCII)))).isEqualTo(ABC);
        assertThat(hex(pieces.digest(new byte[] {'c'}))).isEqualTo(ABC);
    }

    @Test
    void hashesTextsAsUtf8() {
        assertThat(Sha256.of("\u00fc")).isEqualTo(Sha256.of(new byte[] {(byte) 0xc3, (byte) 0xbc}));
    }

    /** The value is SHA-256 of the bytes 0, 0, 0, 1, a, 0, 0, 0, 2, b, c. */
    @Test
    void hashesASequenceWithTheLengthOfEachText() {
        assertThat(hex(Sha256.ofSequence("a", "bc")))
                .isEqualTo("b534ce16ac9c8b36823f39a395ce8e0e3c7ad9605b82b5444f18cadacd217a5d");
        assertThat(Sha256.ofSequence("ab", "c")).isNotEqualTo(Sha256.ofSequence("a", "bc"));
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
