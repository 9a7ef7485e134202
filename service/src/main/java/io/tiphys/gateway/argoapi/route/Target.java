package io.tiphys.gateway.argoapi.route;

import io.tiphys.gateway.argoapi.rpc.ArgoRoutes.Match;
import io.tiphys.gateway.argoapi.rpc.Right;
import java.util.List;
import java.util.Optional;

/** What a request of the Argo API is for. Its path is the one to send, made anew, below the Argo Server's base href. */
public sealed interface Target {
    /** The name for the record of the call. */
    String operation();

    /**
     * A remote procedure of the access table.
     *
     * @param match which one, with the variables of its path; without any over gRPC
     * @param query the query as it came, without the question mark; empty over gRPC
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
     * @param place of which workflow it is
     * @param rights what it needs, besides the rights to read the credentials of its store
     * @param path where to
     */
    record Artifact(ArtifactLocation place, List<Right> rights, String path) implements Target {
        @Override
        public String operation() {
            return "artifact";
        }
    }

    /**
     * An event from somebody who shows no token: the Argo Server checks its signature itself, which needs every byte of it.
     *
     * @param namespace for whom
     * @param path where to
     */
    record Webhook(String namespace, String path) implements Target {
        @Override
        public String operation() {
            return "webhook";
        }
    }

    /**
     * Argo's pages and its single sign-on, which the Argo Server gives to anybody.
     *
     * @param path where to, with the query that single sign-on reads
     * @param stateCookie the name of the cookie by which single sign-on knows its own redirect again
     */
    record Page(String path, Optional<String> stateCookie) implements Target {
        @Override
        public String operation() {
            return "page";
        }
    }

    /**
     * Something that the access table does not know.
     *
     * @param path where to, with the query as it came
     */
    record Unknown(String path) implements Target {
        @Override
        public String operation() {
            return "unknown";
        }
    }
}
