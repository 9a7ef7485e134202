package io.tiphys.gateway.argoapi.route;

import io.tiphys.gateway.argoapi.rpc.ArgoRoutes.Match;
import io.tiphys.gateway.argoapi.rpc.Right;
import java.util.List;
import java.util.Optional;

/** The target of a request of the Argo API. Its path is the rewritten one to send, below the Argo Server's base href. */
public sealed interface Target {
    /** The name for the record of the call. */
    String operation();

    /**
     * A remote procedure of the access table.
     *
     * @param match the procedure, with the variables of its path; without variables over gRPC
     * @param query the query as received, without the question mark; empty over gRPC
     */
    record Procedure(Match match, String query) implements Target {
        @Override
        public String operation() {
            return match.rpc().method();
        }
    }

    /**
     * An artifact, in either direction.
     *
     * @param place the location of the artifact
     * @param rights the required permissions, besides those to read the credentials of its store
     * @param path the path to send
     */
    record Artifact(ArtifactLocation place, List<Right> rights, String path) implements Target {
        @Override
        public String operation() {
            return "artifact";
        }
    }

    /**
     * An event of a sender without a token. The Argo Server itself checks the signature, for which it needs every byte.
     *
     * @param namespace the namespace of the event
     * @param path the path to send
     */
    record Webhook(String namespace, String path) implements Target {
        @Override
        public String operation() {
            return "webhook";
        }
    }

    /**
     * Argo's pages and its single sign-on, which the Argo Server serves to everybody.
     *
     * @param path the path to send, with the query that single sign-on reads
     * @param stateCookie the name of the cookie by which single sign-on recognises its own redirect
     */
    record Page(String path, Optional<String> stateCookie) implements Target {
        @Override
        public String operation() {
            return "page";
        }
    }

    /**
     * A call that the access table does not know.
     *
     * @param path the path to send, with the query as received
     */
    record Unknown(String path) implements Target {
        @Override
        public String operation() {
            return "unknown";
        }
    }
}
