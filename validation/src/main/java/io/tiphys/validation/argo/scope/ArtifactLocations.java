package io.tiphys.validation.argo.scope;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The storage locations of artifacts. */
public final class ArtifactLocations {
    /** In Argo's order; Argo uses the first that is present. */
    private static final List<String> KINDS =
            List.of("artifactory", "azure", "git", "gcs", "hdfs", "http", "oss", "raw", "s3", "plugin");

    private ArtifactLocations() {}

    /** Whether an artifact has a location, or at least a key. */
    static boolean hasLocationOrKey(Value artifact) {
        for (String kind : KINDS) {
            Value location = artifact.get(kind);
            if (location != null) {
                return hasLocation(kind, location) || hasKey(kind, location);
            }
        }
        return false;
    }

    /** Whether an artifact has a source that is wrong: what it lacks is only a consequence. */
    static boolean isReported(Value artifact, Report report) {
        return !artifact.text("from").isEmpty()
                || KINDS.stream()
                        .map(artifact::get)
                        .anyMatch(location -> location != null && report.isReported(location.node()));
    }

    private static boolean hasLocation(String kind, Value location) {
        return switch (kind) {
            case "artifactory" -> hasAll(location, "url") && location.has("usernameSecret");
            case "azure" -> hasAll(location, "endpoint", "container", "blob");
            case "git" -> hasAll(location, "repo");
            case "gcs" -> hasAll(location, "bucket", "key");
            case "hdfs" -> location.hasElements("addresses");
            case "http" -> hasAll(location, "url");
            case "oss" -> hasAll(location, "bucket", "endpoint", "key");
            case "raw" -> true;
            case "s3" -> hasAll(location, "endpoint", "bucket", "key");
            default -> hasAll(location, "name", "configuration", "key");
        };
    }

    private static boolean hasKey(String kind, Value location) {
        return switch (kind) {
            case "artifactory", "http" -> hasPath(location.text("url"));
            case "azure" -> hasAll(location, "blob");
            case "hdfs" -> hasAll(location, "path");
            case "gcs", "oss", "s3", "plugin" -> hasAll(location, "key");
            default -> false;
        };
    }

    private static boolean hasPath(String address) {
        int authority = address.indexOf("://");
        int path = authority < 0 ? 0 : address.indexOf('/', authority + 3);
        return path >= 0 && path < address.length() && "?#".indexOf(address.charAt(path)) < 0;
    }

    private static boolean hasAll(Value location, String... fields) {
        for (String field : fields) {
            if (location.text(field).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Reports incomplete locations of an artifact or an archive. */
    public static void check(Value owner, Report report) {
        Value git = owner.get("git");
        if (git != null && git.text("repo").isEmpty()) {
            missing(git, "repo", WorkflowCheck.PLACE + " is required for a git artifact.", report);
        }
        Value hdfs = owner.get("hdfs");
        String flaw = hdfs == null ? null : flawOfHdfs(hdfs);
        if (hdfs != null && flaw != null) {
            report.at(hdfs.node(), ArgoRule.ARTIFACT_LOCATION, flaw, null);
        }
    }

    private static void missing(Value location, String field, String message, Report report) {
        report.missing(
                location.node(), field, ArgoRule.ARTIFACT_LOCATION, message, "Add the address of the repository.");
    }

    private static @Nullable String flawOfHdfs(Value hdfs) {
        boolean cache = hdfs.has("krbCCacheSecret");
        boolean keytab = hdfs.has("krbKeytabSecret");
        if (!hdfs.hasElements("addresses")) {
            return "addresses is required for an hdfs artifact.";
        }
        if (!hdfs.text("path").startsWith("/")) {
            return "path is required for an hdfs artifact, and must be absolute.";
        }
        if (hdfs.text("hdfsUser").isEmpty() && !cache && !keytab) {
            return "either hdfsUser, krbCCacheSecret or krbKeytabSecret is required for an hdfs artifact.";
        }
        boolean service = hasAll(hdfs, "krbServicePrincipalName") && hdfs.has("krbConfigConfigMap");
        if (keytab && !(service && hasAll(hdfs, "krbUsername", "krbRealm"))) {
            return "With krbKeytabSecret, krbServicePrincipalName, krbConfigConfigMap, krbUsername and krbRealm are needed.";
        }
        return cache && !service
                ? "With krbCCacheSecret, krbServicePrincipalName and krbConfigConfigMap are needed."
                : null;
    }
}
