package io.tiphys.gateway.argo.client.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    @Test
    void findsTheSameLinesHoweverTheBytesArrive() throws IOException {
        List<String> expected = List.of("first", "", "zwölf Boxkämpfer", "x".repeat(5000), "");
        byte[] all = (String.join("\n", expected) + "\nrest").getBytes(StandardCharsets.UTF_8);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            LineSplitter splitter = new LineSplitter(10_000);
            List<String> lines = new ArrayList<>();
            for (int at = 0; at < all.length; ) {
                int length = Math.min(all.length - at, 1 + random.nextInt(round < 100 ? 3000 : 7));
                splitter.add(Arrays.copyOfRange(all, at, at + length));
                at += length;
                drain(splitter, lines);
            }
            assertThat(lines).as("seed %d, round %d", seed, round).isEqualTo(expected);
            assertThat(splitter.unfinished()).isTrue();
        }
    }

    @Test
    void stopsAtALineThatIsTooLong() throws IOException {
        LineSplitter splitter = new LineSplitter(10);
        splitter.add(new byte[10]);
        assertThat(splitter.next()).isEmpty();

        splitter.add(new byte[1]);

        assertThatThrownBy(splitter::next).isInstanceOf(IOException.class);
    }

    private static void drain(LineSplitter splitter, List<String> lines) throws IOException {
        for (Optional<byte[]> line = splitter.next(); line.isPresent(); line = splitter.next()) {
            lines.add(new String(line.get(), StandardCharsets.UTF_8));
        }
    }
}
