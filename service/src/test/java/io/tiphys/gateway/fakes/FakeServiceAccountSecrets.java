package io.tiphys.gateway.fakes;

import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.ServiceAccountSecrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Holds the accounts and secrets that the test puts in, and remembers what it was asked. */
public final class FakeServiceAccountSecrets implements ServiceAccountSecrets {
    /** What was asked, for example {@code secret lab/science/runner-token}, in order. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** Run at the start of every request; may wait or throw. */
    public volatile Runnable before = () -> {};

    private final Map<String, ServiceAccountView> accounts = new ConcurrentHashMap<>();
    private final Map<String, SecretView> secrets = new ConcurrentHashMap<>();

    /** From now on this account is there, in any environment and namespace. */
    public FakeServiceAccountSecrets holdsAccount(
            String name, List<String> secretNames, Map<String, String> annotations) {
        accounts.put(name, new ServiceAccountView(secretNames, annotations));
        return this;
    }

    /** From now on this secret is there, in any environment and namespace. */
    public FakeServiceAccountSecrets holdsSecret(String name, Map<String, String> annotations, String token) {
        secrets.put(name, new SecretView(name, annotations, Optional.of(BearerToken.of(token))));
        return this;
    }

    /** From now on this secret is there, and Kubernetes has put no token into it. */
    public FakeServiceAccountSecrets holdsEmptySecret(String name) {
        secrets.put(name, new SecretView(name, Map.of(), Optional.empty()));
        return this;
    }

    @Override
    public Optional<ServiceAccountView> serviceAccount(String environment, String namespace, String name) {
        ask("account", environment, namespace, name);
        return Optional.ofNullable(accounts.get(name));
    }

    @Override
    public Optional<SecretView> secret(String environment, String namespace, String name) {
        ask("secret", environment, namespace, name);
        return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public List<SecretView> tokenSecrets(String environment, String namespace) {
        ask("secrets", environment, namespace, "");
        return List.copyOf(new TreeMap<>(secrets).values());
    }

    private void ask(String what, String environment, String namespace, String name) {
        asked.add(what + " " + environment + "/" + namespace + "/" + name);
        before.run();
    }
}
