package io.tiphys.gateway.argoproto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.argoproto.wire.WireWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every RPC of an Argo Server is known, and what it is about is found where {@code places.txt} says. */
class RequestPlacesTest {
    @Test
    void everyMethodIsInTheList() throws IOException {
        assertThat(lines()).hasSize(68);
        assertThat(lines().stream().map(line -> line.split(" ", -1)[0])).hasSameElementsAs(ArgoMessages.methods());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void findsWhatARequestIsAbout(String line) {
        String[] words = line.split(" ", -1);
        WireWriter request = new WireWriter();
        for (String place : List.of(words).subList(1, words.length)) {
            String[] parts = place.split("=", -1);
            int[] numbers = Arrays.stream(parts[0].split("\\."))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            byte[] value = parts[1].getBytes(UTF_8);
            for (int index = numbers.length - 1; index > 0; index--) {
                value = new WireWriter().message(numbers[index], value).toBytes();
            }
            request.message(numbers[0], value);
        }

        JsonNode json = ArgoMessages.requestJson(words[0], request.toBytes()).orElseThrow();

        for (String place : List.of(words).subList(1, words.length)) {
            String pointer = place.split("=", -1)[1];
            assertThat(json.at(pointer).textValue()).as(place).isEqualTo(pointer);
        }
    }

    static List<String> lines() throws IOException {
        try (InputStream stream = RequestPlacesTest.class.getResourceAsStream("places.txt")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
