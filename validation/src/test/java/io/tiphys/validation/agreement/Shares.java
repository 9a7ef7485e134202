package io.tiphys.validation.agreement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The shares on which this validator and Argo agree, kept for {@code tools/test-totals}, which prints them. */
final class Shares {
    private static final Path FILE = Path.of("target", "agreement.txt");

    private final String what;
    private final Map<Stricter, Integer> stricter = new EnumMap<>(Stricter.class);
    private int documents;
    private int valid;
    private int unexplained;
    private int validRefused;

    Shares(String what) {
        this.what = what;
    }

    static void forget() throws IOException {
        Files.deleteIfExists(FILE);
    }

    /** @param refused by both */
    void agree(boolean refused) {
        documents++;
        valid += refused ? 0 : 1;
    }

    /** Refused here alone, for a documented reason. */
    void stricter(Stricter reason) {
        documents++;
        valid++;
        stricter.merge(reason, 1, Integer::sum);
    }

    /** @param refused whether Argo alone refuses it; otherwise it is refused here alone */
    void unexplained(boolean refused) {
        documents++;
        unexplained++;
        valid += refused ? 0 : 1;
        validRefused += refused ? 0 : 1;
    }

    double unexplainedShare() {
        return (double) unexplained / documents;
    }

    int validRefused() {
        return validRefused;
    }

    /** Prints and keeps the shares. A difference that is explained is one all the same. */
    void tell(String seed) throws IOException {
        int explained = stricter.values().stream().mapToInt(Integer::intValue).sum();
        int same = documents - explained - unexplained;
        String line = String.format(
                Locale.ROOT,
                "argo lint on %s: the same verdict on %.2f %% of %,d documents; %d stricter by a documented rule %s;"
                        + " %d unexplained (%.2f %%); refused here alone without a documented rule: %d of %,d valid ones%s%n",
                what,
                100.0 * same / documents,
                documents,
                explained,
                stricter,
                unexplained,
                100 * unexplainedShare(),
                validRefused,
                valid,
                seed);
        System.out.print(line);
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
