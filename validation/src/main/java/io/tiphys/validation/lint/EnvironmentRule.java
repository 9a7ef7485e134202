package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reports a command that writes every secret of the environment into a log. */
final class EnvironmentRule extends LintRule {
    private static final Set<String> PRINTING = Set.of("env", "printenv", "export", "export -p", "set");

    EnvironmentRule() {
        super(
                "prints-environment",
                "No command prints the whole environment: the log then has every secret that it holds.");
    }

    @Override
    void check(Specification specification, WorkflowCheck check) {
        for (ManifestObject template : specification.templates()) {
            for (ManifestObject container : Specification.containers(template)) {
                for (ManifestNode text : texts(container)) {
                    if (prints(ManifestScalar.stringOf(text).orElse(""))) {
                        String message = "The command prints the whole environment, with every secret in it.";
                        check.report(this, text, message, "Print the variables that are needed, by their names.");
                    }
                }
            }
        }
    }

    private static List<ManifestNode> texts(ManifestObject container) {
        List<ManifestNode> texts = new ArrayList<>();
        container.get("source").ifPresent(texts::add);
        List<ManifestNode> words = new ArrayList<>(
                container.array("command").map(ManifestArray::elements).orElse(List.of()));
        words.addAll(container.array("args").map(ManifestArray::elements).orElse(List.of()));
        boolean shell = words.size() > 1
                && ManifestScalar.stringOf(words.get(0)).orElse("").endsWith("sh");
        if (words.size() == 1 || shell) {
            texts.addAll(words);
        }
        return texts;
    }

    private static boolean prints(String script) {
        for (String command : script.split("[\\n;&|]")) {
            if (PRINTING.contains(command.strip())) {
                return true;
            }
        }
        return false;
    }
}
