package io.tiphys.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditLogTest {
    @TempDir
    Path directory;

    private static String line(String id, String namespace, String name) {
        return "{\"auditID\":\"" + id
                + "\",\"verb\":\"get\",\"requestURI\":\"/api/v1/namespaces/" + namespace + "/pods/" + name
                + "/log\",\"user\":{\"username\":\"u\"},\"objectRef\":{\"resource\":\"pods\","
                + "\"subresource\":\"log\",\"namespace\":\"" + namespace + "\",\"name\":\"" + name + "\"},"
                + "\"annotations\":{\"authorization.k8s.io/decision\":\"allow\"}}\n";
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void readsWhatIsWrittenAfterItWasOpenedAcrossRotation() throws IOException {
        Path file = directory.resolve("audit.log");
        append(file, line("0", "mine", "before"));
        try (AuditLog log = new AuditLog(file, List.of("mine"))) {
            append(
                    file,
                    line("1", "mine", "a")
                            + line("2", "other", "b")
                            + line("1", "mine", "a")
                            + line("3", "mine", "c").substring(0, 20));
            assertThat(log.readNew()).extracting(AuditEvent::access).containsExactly(pod("a"));
            append(file, line("3", "mine", "c").substring(20) + line("4", "mine", "d"));
            Files.move(file, directory.resolve("audit-rotated.log"));
            append(file, line("5", "mine", "e"));
            assertThat(log.readNew()).extracting(AuditEvent::access).containsExactly(pod("c"), pod("d"), pod("e"));
        }
    }

    @Test
    void takesNoNamespaceFromAnObjectThatIsInNone() throws IOException {
        Path file = directory.resolve("audit.log");
        append(file, "");
        try (AuditLog log = new AuditLog(file, List.of("mine"))) {
            append(file, line("1", "mine", "a").replaceFirst("/api/v1/namespaces/mine/", "/api/v1/"));
            assertThat(log.readNew())
                    .extracting(AuditEvent::access)
                    .containsExactly(new Access("get", "", "pods/log", "", "a"));
        }
    }

    private static Access pod(String name) {
        return new Access("get", "", "pods/log", "mine", name);
    }

    @Test
    void readsWhatAReviewGranted() throws IOException {
        Path file = directory.resolve("audit.log");
        append(file, "");
        try (AuditLog log = new AuditLog(file, List.of("mine"))) {
            append(file, review("1", true) + review("2", false));
            assertThat(log.readNew())
                    .extracting(AuditEvent::reviewed)
                    .containsExactly(
                            Optional.of(new Access("list", "argoproj.io", "workflows", "mine", "")), Optional.empty());
        }
    }

    private static String review(String id, boolean allowed) {
        return "{\"auditID\":\"" + id
                + "\",\"verb\":\"create\",\"objectRef\":{\"resource\":\"selfsubjectaccessreviews\"},"
                + "\"requestObject\":{\"spec\":{\"resourceAttributes\":{\"namespace\":\"mine\",\"verb\":\"list\","
                + "\"group\":\"argoproj.io\",\"resource\":\"workflows\"}}},\"responseObject\":{\"status\":{\"allowed\":"
                + allowed + "}}}\n";
    }
}
