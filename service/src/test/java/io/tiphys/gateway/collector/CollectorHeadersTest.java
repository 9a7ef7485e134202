package io.tiphys.gateway.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CollectorHeadersTest {
    @Test
    void areReadAgainAndStayWhileTheFileIsAway(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("headers");
        CollectorHeaders headers = new CollectorHeaders(Optional.of(file));

        Files.writeString(file, "authorization: Basic YTpi\n\nx-scope : lab:1\n");
        assertThat(headers.get()).containsEntry("authorization", "Basic YTpi").containsEntry("x-scope", "lab:1");
        Files.writeString(file, "authorization: Basic YTpj\n");
        assertThat(headers.get()).hasSize(1).containsEntry("authorization", "Basic YTpj");
        Files.delete(file);
        assertThat(headers.get()).hasSize(1);
        assertThat(headers).hasToString("CollectorHeaders[***]");
    }
}
