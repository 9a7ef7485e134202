package io.tiphys.validation.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Whatever is sent, the validator has an answer that holds. Goes through the seeds and through what once went wrong, which
 * stand in {@code DocumentFuzzTestInputs}; {@code bench/fuzz} looks for more.
 */
class DocumentFuzzTest {
    @FuzzTest
    void anyDocument(byte[] document) {
        AnyDocument.fuzzerTestOneInput(document);
    }

    @FuzzTest
    void repetition(FuzzedDataProvider data) {
        Repetition.fuzzerTestOneInput(data);
    }
}
