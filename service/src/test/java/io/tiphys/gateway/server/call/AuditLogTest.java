package io.tiphys.gateway.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.fakes.AuditLines;
import io.tiphys.validation.audit.AuditVerification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AuditLogTest {
    private static final int WRITERS = 8;
    private static final int LINES_OF_A_WRITER = 50;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T04:00:00.123456Z"), ZoneOffset.UTC);

    @Test
    void chainsTheLinesOfConcurrentCalls() throws InterruptedException {
        AuditLog log = new AuditLog(CLOCK);
        AuditVerification verification = new AuditVerification();
        try (AuditLines lines = new AuditLines()) {
            List<Thread> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String caller = "caller " + writer + " of\ntwo lines=7";
                writers.add(Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < LINES_OF_A_WRITER; i++) {
                        log.write(record(caller));
                    }
                }));
            }
            for (Thread writer : writers) {
                writer.join();
            }
            for (int i = 0; i < WRITERS * LINES_OF_A_WRITER; i++) {
                Map<String, String> line = lines.next();
                assertThat(line).containsEntry("time", "2026-11-30T04:00:00.123Z");
                assertThat(line.values()).noneMatch(value -> value.contains(" ") || value.contains("\n"));
                verification.add("line " + i, line);
            }
            assertThat(lines.isEmpty()).isTrue();
        }
        assertThat(verification.faults()).isEmpty();
        assertThat(verification.chains())
                .singleElement()
                .asString()
                .contains(": " + WRITERS * LINES_OF_A_WRITER + " lines");
    }

    private static CallRecord record(String caller) {
        return new CallRecord(
                ApiKind.REST,
                "getWorkflow",
                "id-1",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                caller,
                "lab",
                "argo",
                "",
                "science",
                "hello",
                "OK",
                Duration.ofMillis(7));
    }
}
