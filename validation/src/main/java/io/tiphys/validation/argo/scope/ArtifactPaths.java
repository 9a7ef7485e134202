package io.tiphys.validation.argo.scope;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.report.TemplateType;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.ArrayDeque;
import java.util.Deque;

/** The paths of artifacts in a container. */
final class ArtifactPaths {
    private ArtifactPaths() {}

    /** Reports an artifact whose required path is missing, that must not have a path, or whose path is invalid. */
    static void check(Value artifact, TemplateType type, Report report) {
        String name = ShownText.quoted(artifact.text("name"));
        String path = artifact.text("path");
        if (!type.isLeaf()) {
            if (!path.isEmpty()) {
                String message = "path only valid in container/script templates: the artifact " + name
                        + " has one and its template no container.";
                report.at(artifact.at("path"), ArgoRule.ARTIFACT_PATH, message, "Remove the path.");
            }
        } else if (path.isEmpty()) {
            String message =
                    WorkflowCheck.PLACE + " is required: the artifact " + name + " has no path in the container.";
            report.missing(
                    artifact.node(), "path", ArgoRule.ARTIFACT_PATH, message, "Add, for example: path: /tmp/file.");
        } else if (leaves(path)) {
            String message = "The path " + ShownText.quoted(path) + " of the artifact " + name
                    + " leaves the directory that it begins with.";
            report.at(artifact.at("path"), ArgoRule.ARTIFACT_PATH, message, "Write the path without '..'.");
        }
    }

    private static boolean leaves(String path) {
        int up = path.indexOf("/../");
        int last = path.length() - 3;
        String safe =
                up >= 0 ? path.substring(0, up) : last >= 0 && path.charAt(last) == '/' ? path.substring(0, last) : "";
        if (safe.isEmpty()) {
            return false;
        }
        String cleaned = cleaned(path);
        return !cleaned.startsWith(safe + "/") || cleaned.length() <= safe.length() + 1;
    }

    private static String cleaned(String path) {
        Deque<String> parts = new ArrayDeque<>();
        boolean rooted = path.startsWith("/");
        for (String part : path.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !(rooted && part.equals(".."))) {
                parts.addLast(part);
            }
        }
        return (rooted ? "/" : "") + String.join("/", parts);
    }
}
