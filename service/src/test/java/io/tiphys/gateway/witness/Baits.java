package io.tiphys.gateway.witness;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.tiphys.gateway.testbed.Patience;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Objects with a planted text each, in the served and in the unserved namespace. Used by one thread. */
final class Baits {
    private final KubernetesClient admin;
    private final Random random;
    private final Map<String, HasMetadata> objects = new TreeMap<>();
    private final List<Mark> marks = new ArrayList<>();

    private Baits(KubernetesClient admin, Random random) {
        this.admin = admin;
        this.random = random;
    }

    /** Plants them. */
    static Baits plant(KubernetesClient admin, Random random, boolean pods, String... namespaces) {
        Baits baits = new Baits(admin, random);
        for (String namespace : namespaces) {
            for (String document : text().split("\n---\n", -1)) {
                baits.plant(document.replace("@NAMESPACE@", namespace), namespace, pods);
            }
        }
        baits.objects.values().forEach(object -> admin.resource(object).create());
        return baits;
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(Baits.class.getResourceAsStream("baits.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void plant(String document, String namespace, boolean pods) {
        String mark = "mark" + hex();
        String log = "logged" + hex();
        String number = String.valueOf(100_000_000 + random.nextInt(900_000_000));
        String planted = document.replace("@MARK@", mark).replace("@LOG@", log).replace("@NUMBER@", number);
        HasMetadata object = admin.load(new ByteArrayInputStream(planted.getBytes(StandardCharsets.UTF_8)))
                .items()
                .getFirst();
        String resource = object.getKind().toLowerCase(Locale.ROOT) + "s";
        if (resource.equals("pods") && !pods) {
            return;
        }
        boolean inNamespace = !resource.startsWith("cluster");
        object.getMetadata().setNamespace(inNamespace ? namespace : null);
        String group =
                object.getApiVersion().contains("/") ? object.getApiVersion().replaceFirst("/.*", "") : "";
        String where = inNamespace ? namespace : "";
        String name = object.getMetadata().getName();
        objects.put(key(resource, where, name), object);
        marks.add(new Mark(mark, group, resource, where, name));
        if (document.contains("@NUMBER@")) {
            marks.add(new Mark(number, group, resource, where, name));
        }
        if (document.contains("@LOG@")) {
            marks.add(new Mark(log, group, "pods/log", where, name));
        }
    }

    private String hex() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** All planted texts. */
    List<Mark> marks() {
        return marks;
    }

    /** The resource version of each bait that does not change by itself; absent for one that is gone. */
    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        objects.forEach((key, object) -> {
            if (!object.getKind().equals("Pod")) {
                Optional.ofNullable(resource(object).get())
                        .ifPresent(
                                found -> versions.put(key, found.getMetadata().getResourceVersion()));
            }
        });
        return versions;
    }

    /** Whether it is one of the baits. */
    Optional<String> baitOf(Access access) {
        String key = key(access.resource(), access.namespace(), access.name());
        return objects.containsKey(key) ? Optional.of(key) : Optional.empty();
    }

    /** Makes baits anew that were changed or removed. */
    void restore(Iterable<String> keys) {
        for (String key : keys) {
            HasMetadata object = Objects.requireNonNull(objects.get(key));
            remove(object);
            admin.resource(object).create();
        }
    }

    /** Makes the pods anew that were removed. */
    void restorePods() {
        objects.values().stream()
                .filter(object ->
                        object.getKind().equals("Pod") && resource(object).get() == null)
                .forEach(object -> admin.resource(object).create());
    }

    /**
     * Removes what was made in a namespace beside the baits.
     *
     * @param like a resource, for example {@code workflows}
     * @return the objects, as they were
     */
    List<HasMetadata> removeOthers(String like) {
        List<HasMetadata> others = new ArrayList<>();
        List<String> namespaces = objects.values().stream()
                .filter(object ->
                        object.getKind().toLowerCase(Locale.ROOT).concat("s").equals(like))
                .map(object -> Objects.toString(object.getMetadata().getNamespace(), ""))
                .distinct()
                .toList();
        namespaces.forEach(namespace -> {
            for (HasMetadata found : list(like, namespace)) {
                String name = found.getMetadata().getName();
                if (!objects.containsKey(key(like, namespace, name)) && !name.equals("kube-root-ca.crt")) {
                    others.add(found);
                    remove(found);
                }
            }
        });
        return others;
    }

    private List<? extends HasMetadata> list(String resource, String namespace) {
        HasMetadata like = objects.values().stream()
                .filter(object ->
                        object.getKind().toLowerCase(Locale.ROOT).concat("s").equals(resource))
                .findFirst()
                .orElseThrow();
        if (namespace.isEmpty()) {
            return List.of();
        }
        return like instanceof GenericKubernetesResource
                ? admin.genericKubernetesResources(like.getApiVersion(), like.getKind())
                        .inNamespace(namespace)
                        .list()
                        .getItems()
                : admin.resources(like.getClass()).inNamespace(namespace).list().getItems();
    }

    private void remove(HasMetadata object) {
        HasMetadata found = resource(object).get();
        if (found == null) {
            return;
        }
        if (!found.getFinalizers().isEmpty()) {
            resource(object).edit(one -> {
                one.getMetadata().setFinalizers(List.of());
                return one;
            });
        }
        resource(object).withGracePeriod(0).delete();
        Patience.until(
                "the bait " + object.getMetadata().getName() + " is gone",
                () -> resource(object).get() == null);
    }

    private Resource<HasMetadata> resource(HasMetadata object) {
        return admin.resource(object);
    }

    private static String key(String resource, String namespace, String name) {
        return resource + "/" + namespace + "/" + name;
    }
}
