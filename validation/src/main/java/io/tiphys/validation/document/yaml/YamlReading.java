package io.tiphys.validation.document.yaml;

import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ReadDocument;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.bounds.DocumentReading;
import io.tiphys.validation.document.text.DecodedText;
import io.tiphys.validation.document.text.HelmTemplates;
import io.tiphys.validation.document.text.TextPlace;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.FindingList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a text as YAML. */
public final class YamlReading {
    /** The rules that Kubernetes' reader does not have. */
    private static final Set<String> STRICTER = Set.of(
            DocumentRule.DUPLICATE_KEY.id(),
            DocumentRule.AMBIGUOUS_MERGE.id(),
            DocumentRule.NUL_CHARACTER.id(),
            FindingList.MORE);

    private YamlReading() {}

    /** Reads the first documents of a text, each separately. */
    public static List<ReadDocument> readAll(DecodedText text, int most) {
        List<ReadDocument> documents = new ArrayList<>();
        YamlPieces pieces = new YamlPieces(text.text());
        while (documents.size() < most) {
            Optional<YamlPieces.Piece> piece = pieces.next();
            if (piece.isEmpty()) {
                break;
            }
            read(text, piece.get()).ifPresent(documents::add);
        }
        return documents;
    }

    private static Optional<ReadDocument> read(DecodedText text, YamlPieces.Piece piece) {
        String whole = text.text();
        String own = whole.substring(piece.start().index(), piece.end());
        try {
            text.requireText(piece.start(), piece.end());
            DocumentReading reading = new DocumentReading();
            return YamlDocument.read(whole, piece.start(), piece.end(), reading)
                    .map(root -> ReadDocument.of(own, reading.manifest(DocumentFormat.YAML, own, root)));
        } catch (UnreadableDocumentException e) {
            Optional<Finding> helm = HelmTemplates.finding(e, whole, piece.start(), piece.end());
            return Optional.of(ReadDocument.of(
                    own, helm.map(UnreadableDocumentException::malformed).orElse(e)));
        }
    }

    public static Optional<ManifestObject> fragment(String text, int mostRepeated) {
        DocumentReading reading = new DocumentReading(mostRepeated);
        try {
            Optional<ManifestObject> root = YamlDocument.read(text, TextPlace.START, text.length(), reading);
            return root.filter(it -> reading.flawless() && !reading.isTooLarge());
        } catch (UnreadableDocumentException e) {
            return Optional.empty();
        }
    }

    public static boolean isYaml(String text) {
        DocumentReading reading = new DocumentReading();
        try {
            YamlDocument.first(text, reading);
            return reading.findings().stream().allMatch(it -> STRICTER.contains(it.rule()));
        } catch (UnreadableDocumentException e) {
            return e.findings().stream().allMatch(it -> STRICTER.contains(it.rule()));
        }
    }
}
