package io.tiphys.gateway.testbed;

/** A provider cannot run on this machine, for a reason that lies outside the project. A provider that breaks throws something else. */
final class ClusterUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    ClusterUnavailableException(String reason) {
        super(reason);
    }
}
