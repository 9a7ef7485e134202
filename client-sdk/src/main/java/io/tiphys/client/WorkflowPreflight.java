package io.tiphys.client;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a workflow's preflight found. The gateway reads the state of the cluster with the caller's own rights.
 *
 * @param environment the environment that it would be submitted to
 * @param namespace the namespace that it would be submitted to
 * @param runnable whether there is no finding of severity ERROR; what was not checked may still keep it from running
 * @param findings what was found, in the order of the document
 * @param cost how much the workflow takes when all goes well
 * @param manifest Kubernetes YAML with the smallest Roles for all rights that the workflow needs and somebody lacks
 * @param checkManifest Kubernetes YAML with the rights by which the rest could be checked; it lets the caller read the
 *     objects themselves
 */
public record WorkflowPreflight(
        String environment,
        String namespace,
        boolean runnable,
        List<Finding> findings,
        Cost cost,
        Optional<String> manifest,
        Optional<String> checkManifest) {
    /** How much a finding matters. */
    public enum Severity {
        /** The workflow is refused, or cannot do what it says. */
        ERROR,
        /** It may wait, or do something else than it seems to say. */
        WARNING,
        /** Worth knowing. */
        INFO,
        /** It could not be checked; the finding says why. */
        UNCHECKED,
        /** One that this client does not know. */
        UNKNOWN
    }

    /**
     * Something that was found.
     *
     * @param rule the stable id of the rule, for example {@code secret-exists}
     * @param severity how much it matters
     * @param pointer where, as a JSON Pointer (RFC 6901) into the document; empty for the whole of it
     * @param line the line in the document as it was sent, from 1; 0 when there is no position
     * @param column the column, in characters from 1; 0 when there is no position
     * @param message what was found
     * @param hint what to do about it
     * @param lacked the rights that somebody lacks, and without which this is wrong or could not be checked
     */
    public record Finding(
            String rule,
            Severity severity,
            String pointer,
            int line,
            int column,
            String message,
            Optional<String> hint,
            List<Right> lacked) {}

    /**
     * A right that somebody lacks.
     *
     * @param user who, as Kubernetes names it
     * @param verb for example {@code get}
     * @param group the API group; empty for the core group
     * @param resource the plural, with a subresource behind a slash
     * @param namespace the namespace; empty for the whole cluster
     * @param name the object's name; empty for all
     */
    public record Right(String user, String verb, String group, String resource, String namespace, String name) {}

    /**
     * How much a workflow takes: without retries, and without Argo's own containers.
     *
     * @param pods how many pods it starts in all
     * @param cpuMillis the thousandths of cores that they request, added up
     * @param memoryBytes the bytes that they request, added up
     */
    public record Cost(Range pods, Range cpuMillis, Range memoryBytes) {}

    /**
     * A number that may be known only to lie in a range.
     *
     * @param least it is at least this
     * @param most it is at most this; empty when nothing bounds it
     */
    public record Range(long least, OptionalLong most) {}
}
