package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.argoapi.ArgoRoutes.Match;
import java.util.List;

/** What a request of the Argo face is for. */
sealed interface Target {
    /** The name for the record of the call. */
    String operation();

    /**
     * A remote procedure of the access table.
     *
     * @param match which one, with the variables of its path; without any over gRPC
     */
    record Procedure(Match match) implements Target {
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
     */
    record Artifact(ArtifactPlace place, List<Right> rights) implements Target {
        @Override
        public String operation() {
            return "artifact";
        }
    }

    /**
     * An event from somebody who shows no token: the Argo Server checks its signature itself, which needs every byte of it.
     *
     * @param namespace for whom
     */
    record Webhook(String namespace) implements Target {
        @Override
        public String operation() {
            return "webhook";
        }
    }

    /** Argo's pages and its single sign-on, which the Argo Server gives to anybody. */
    record Page() implements Target {
        @Override
        public String operation() {
            return "page";
        }
    }

    /** Something that the access table does not know. */
    record Unknown() implements Target {
        @Override
        public String operation() {
            return "unknown";
        }
    }
}
