package io.tiphys.validation.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.FindingList;
import io.tiphys.validation.rule.WorkflowPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A document that is written as JSON and one that says the same in YAML have the same findings. */
final class SameInYaml {
    private static final WorkflowValidator VALIDATOR = new WorkflowValidator();
    private static final WorkflowPolicy POLICY = new WorkflowPolicy("argo", Set.of("crew"));
    private static final int LARGEST = 100_000;

    /** YAML 1.1 has other numbers than JSON; these are the same in both. */
    private static final Pattern SAME_NUMBER =
            Pattern.compile("0|-?[1-9][0-9]{0,14}|-?(0|[1-9][0-9]{0,4})\\.[0-9]{0,4}[1-9]");

    private final StringBuilder yaml = new StringBuilder();
    private boolean comparable = true;

    private SameInYaml() {}

    static void check(WorkflowManifest json) {
        if (json.size() > LARGEST || json.root().members().isEmpty()) {
            return;
        }
        SameInYaml writer = new SameInYaml();
        writer.write(json.root(), 0);
        if (!writer.comparable) {
            return;
        }
        WorkflowManifest yaml = new ManifestReader()
                .read(writer.yaml.toString().getBytes(StandardCharsets.UTF_8), Optional.of(DocumentFormat.YAML));
        List<String> ofJson = verdict(json);
        if (ofJson.size() < FindingList.MOST_SHOWN) {
            assertThat(verdict(yaml)).as(writer.yaml.toString()).isEqualTo(ofJson);
        }
    }

    private static List<String> verdict(WorkflowManifest manifest) {
        return VALIDATOR.validate(manifest, POLICY).stream()
                .map(SameInYaml::shown)
                .sorted()
                .toList();
    }

    private static String shown(Finding finding) {
        return finding.rule() + ' ' + finding.severity() + ' ' + finding.pointer() + ' ' + finding.message();
    }

    private void write(ManifestNode node, int depth) {
        if (node instanceof ManifestObject object && !object.members().isEmpty()) {
            for (ManifestNode member : object.members()) {
                ManifestKey key = Objects.requireNonNull(member.key());
                line(depth);
                quoted(key.text());
                yaml.append(": ");
                write(member, depth + 1);
            }
        } else if (node instanceof ManifestArray array && !array.elements().isEmpty()) {
            for (ManifestNode element : array.elements()) {
                line(depth);
                yaml.append("- ");
                write(element, depth + 1);
            }
        } else if (node instanceof ManifestScalar scalar) {
            scalar(scalar);
        } else {
            yaml.append(node instanceof ManifestObject ? "{}" : "[]");
        }
    }

    private void line(int depth) {
        yaml.append('\n').append(" ".repeat(depth));
    }

    private void scalar(ManifestScalar scalar) {
        if (scalar.type() == ManifestScalar.Type.STRING) {
            quoted(scalar.text());
        } else {
            boolean number = scalar.type() == ManifestScalar.Type.NUMBER;
            comparable &= !number || SAME_NUMBER.matcher(scalar.text()).matches();
            yaml.append(scalar.text());
        }
    }

    private void quoted(String text) {
        comparable &= text.length() <= 1_000; // YAML takes no longer keys
        yaml.append('"');
        text.codePoints().forEach(one -> {
            if (one >= ' ' && one < 0x7f && one != '"' && one != '\\') {
                yaml.appendCodePoint(one);
            } else {
                yaml.append(String.format("\\U%08x", one));
            }
        });
        yaml.append('"');
    }
}
