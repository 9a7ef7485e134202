package io.tiphys.gateway.argo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environmenthealth.EnvironmentProbe;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that the Argo Server answers, and determines its version. Reading the version requires a token, but in auth modes
 * {@code client} and {@code server} any string is accepted. So the probe sends a dummy token. A server with single sign-on
 * alone answers 401, which shows that the server is reachable.
 */
@Singleton
final class ArgoReachableProbe implements EnvironmentProbe {
    private static final BearerToken NOBODY = BearerToken.of("tiphys-preflight");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)\\..*");

    private final ArgoClients clients;

    ArgoReachableProbe(ArgoClients clients) {
        this.clients = clients;
    }

    @Override
    public String check() {
        return "argo-reachable";
    }

    @Override
    public int place() {
        return 40;
    }

    @Override
    public Finding probe(SubmissionEnvironment environment) {
        ArgoRequest request = ArgoRequest.get(ArgoPath.of("version"));
        try {
            Deadline deadline = Deadline.after(environment.limits().callTimeout());
            return found(clients.of(environment).probe(NOBODY, request, deadline, ArgoReachableProbe::version));
        } catch (CredentialRefusedException e) {
            return Finding.passed(check(), "The Argo Server answers; its version is visible to its own users only.");
        } catch (GatewayException e) {
            return Finding.failed(
                    check(),
                    e.problem().reason(),
                    e.problem().detail() + " Check argo-server.uri, the certificate, and whether the server runs.");
        }
    }

    /** The version in an answer; empty when it is not an Argo Server's. */
    private static String version(byte[] answer) {
        try {
            return JSON.readTree(answer).path("version").asText();
        } catch (IOException e) {
            return "";
        }
    }

    private Finding found(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return notArgo();
        }
        int known = Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(matcher.group(2));
        boolean tried = known == 306 || known == 307 || known == 400 || known == 401;
        return Finding.passed(
                check(),
                "The Argo Server answers; its version is " + version + "."
                        + (tried ? "" : " Warning: the gateway supports the versions 3.6, 3.7, 4.0 and 4.1."));
    }

    private Finding notArgo() {
        return Finding.failed(
                check(),
                ErrorReason.ARGO_BROKEN,
                "The address answers, but not as an Argo Server. The path of argo-server.uri must be the base href of the Argo Server.");
    }
}
