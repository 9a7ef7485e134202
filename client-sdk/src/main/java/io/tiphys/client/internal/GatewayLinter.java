package io.tiphys.client.internal;

import io.tiphys.client.generated.model.LintFilesRequest;
import io.tiphys.client.generated.model.SourceText;
import io.tiphys.client.lint.LintFile;
import io.tiphys.client.lint.LintedFile;
import io.tiphys.client.lint.Linter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lints at a gateway. A single file is sent byte for byte; several files are sent as texts within JSON. */
public final class GatewayLinter implements Linter {
    private final GatewayCalls calls;
    private final Place place;

    public GatewayLinter(GatewayCalls calls, Place place) {
        this.calls = calls;
        this.place = place;
    }

    @Override
    public List<LintedFile> lint(List<LintFile> files) {
        if (files.size() == 1) {
            LintFile file = files.get(0);
            var answer = calls.lint(place, file.content());
            return List.of(new LintedFile(file.name(), FindingReader.read(answer.getFindings())));
        }
        var request = new LintFilesRequest()
                .files(files.stream().map(GatewayLinter::text).toList());
        return calls.lintFiles(place, request).getFiles().stream()
                .map(file -> new LintedFile(file.getName(), FindingReader.read(file.getFindings())))
                .toList();
    }

    private static SourceText text(LintFile file) {
        return new SourceText().name(file.name()).content(new String(file.content(), StandardCharsets.UTF_8));
    }
}
