package io.tiphys.validation.agreement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The shares on which this validator and Argo agree, kept for {@code tools/test-totals}, which prints them. */
final class Shares {
    private static final Path FILE = Path.of("target", "agreement.txt");

    private final String what;
    private int documents;
    private int different;
    private int valid;
    private int validRefused;

    Shares(String what) {
        this.what = what;
    }

    static void forget() throws IOException {
        Files.deleteIfExists(FILE);
    }

    /** @param refused whether Argo refuses it @param differs whether we say something else @param explained a known reason */
    void count(boolean refused, boolean differs, boolean explained) {
        documents++;
        different += differs ? 1 : 0;
        valid += refused ? 0 : 1;
        validRefused += !refused && differs && !explained ? 1 : 0;
    }

    private double agreement() {
        return 1.0 - (double) different / documents;
    }

    int documents() {
        return documents;
    }

    /** Prints and keeps the shares. */
    void tell(String seed) throws IOException {
        String line = String.format(
                Locale.ROOT,
                "agreement with argo lint on %s: %.2f %% of %,d documents; refused here alone without a documented reason:"
                        + " %d of %,d valid ones%s%n",
                what,
                100 * agreement(),
                documents,
                validRefused,
                valid,
                seed);
        System.out.print(line);
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
