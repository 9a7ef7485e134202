package io.tiphys.gateway.rest.docs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environment.TokenIssuer;
import io.tiphys.gateway.environment.TokenIssuer.BrowserClient;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The issuers at which the API page signs people in: those with a client for browsers, each once. The page gets their endpoints from
 * their discovery documents. Immutable.
 */
@Singleton
final class SignIn {
    private final SortedMap<String, TokenIssuer> issuers = new TreeMap<>();

    SignIn(SubmissionEnvironments environments) {
        Set<List<Object>> known = new HashSet<>();
        environments
                .all()
                .forEach(environment -> environment.issuers().stream()
                        .filter(issuer -> issuer.browserClient().isPresent())
                        .filter(issuer -> known.add(List.of(issuer.issuer(), issuer.browserClient())))
                        .forEach(issuer -> issuers.put(environment.name() + "." + issuer.id(), issuer)));
    }

    /** The settings of the page, as JSON. */
    byte[] settings() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        ArrayNode all = settings.putArray("issuers");
        issuers.forEach((name, issuer) ->
                issuer.browserClient().ifPresent(client -> all.add(described(name, issuer.issuer(), client))));
        return settings.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** OpenID Connect Discovery 1.0, section 4: the path stands behind the issuer's own, without its last slash. */
    private static ObjectNode described(String name, String issuer, BrowserClient client) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("issuer", issuer)
                .put("discovery", base + "/.well-known/openid-configuration")
                .put("clientId", client.id())
                .put("token", client.sendsIdToken() ? "id_token" : "access_token");
    }

    /** The origins that the page may call besides the gateway, each after a space: those of the issuers. */
    String origins() {
        return issuers.values().stream()
                .map(issuer -> URI.create(issuer.issuer()))
                .map(issuer -> " " + issuer.getScheme() + "://" + issuer.getRawAuthority())
                .distinct()
                .sorted()
                .collect(Collectors.joining());
    }
}
