package io.tiphys.gateway.contract;

import io.tiphys.gateway.testbed.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Documents that people send: after public reports ({@code cases}), and the project's examples. */
final class SentDocuments {
    private static final String CASES = "service/src/test/resources/io/tiphys/gateway/contract/cases";

    private static final String PEOPLE = "validation/src/test/resources/io/tiphys/validation/people";

    private SentDocuments() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sent(String name, byte[] content) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** All of them, and those that nobody may get through. */
    static Stream<Sent> all() {
        return Stream.concat(
                Stream.concat(in(CASES), in("examples")),
                BadDocuments.all()
                        .filter(bad -> !bad.isWronglyAnnounced())
                        .map(bad -> new Sent(bad.name(), bad.document())));
    }

    /** The documents of people that the tests of the validator read. */
    static Stream<Sent> ofPeople() {
        return in(PEOPLE);
    }

    private static Stream<Sent> in(String directory) {
        try (Stream<Path> files = Files.walk(Checkout.path(directory))) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(yaml|json)"))
                    .sorted()
                    .map(SentDocuments::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sent read(Path file) {
        try {
            return new Sent(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
