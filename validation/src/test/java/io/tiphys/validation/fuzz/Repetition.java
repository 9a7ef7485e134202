package io.tiphys.validation.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.nio.charset.StandardCharsets;

/** A beginning, something that is repeated until the document may be as large as one can be, and an end. */
public final class Repetition {
    private static final int LARGEST = 5 << 20;
    private static final int LONGEST_PART = 300;

    private Repetition() {}

    /** Called by Jazzer with what it makes up. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int size = 1 << data.consumeInt(10, 23);
        String begin = data.consumeString(LONGEST_PART);
        String unit = data.consumeString(LONGEST_PART);
        String end = data.consumeRemainingAsString();
        int length = unit.getBytes(StandardCharsets.UTF_8).length;
        int times = length == 0 ? 0 : Math.min(size, LARGEST) / length;
        FuzzedDocument.check((begin + unit.repeat(times) + end).getBytes(StandardCharsets.UTF_8));
    }
}
