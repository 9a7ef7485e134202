package io.tiphys.gateway.argoapi;

import java.net.URI;

/**
 * Something that speaks Argo's API.
 *
 * @param name {@code argo-server} or {@code gateway}
 * @param uri scheme, host and port; no path
 */
record ArgoApiUnderTest(String name, URI uri) {
    /** Host and port, as the argo command line wants them. */
    String authority() {
        return uri.getAuthority();
    }

    @Override
    public String toString() {
        return name;
    }
}
