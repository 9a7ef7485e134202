package io.tiphys.validation.requirement.account;

import io.tiphys.validation.accounts.PodSpecPatch;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.requirement.pod.PodTemplate;
import io.tiphys.validation.requirement.pod.PodTemplate.FieldOf;
import io.tiphys.validation.requirement.template.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The account of a pod after its patches. Argo 4.0.5 applies the patch of the workflow and then that of
 * the template ({@code processPodSpecPatch} of {@code workflow/controller/workflowpod.go}). Kubernetes uses the old field
 * {@code serviceAccount} if {@code serviceAccountName} is empty ({@code pkg/apis/core/v1/conversion.go}).
 */
final class PodAccount {
    /** Represents an account that is known only at run time. */
    private static final String UNDECIDED = "{{podSpecPatch}}";

    private final Function<String, Optional<ManifestObject>> reader;
    private Optional<FieldOf> name;
    private Optional<FieldOf> alias = Optional.empty();
    private Optional<FieldOf> undecided = Optional.empty();

    private PodAccount(Optional<FieldOf> name, Function<String, Optional<ManifestObject>> reader) {
        this.name = name;
        this.reader = reader;
    }

    /**
     * The account of the pod of a template.
     *
     * @param reader reads patches: {@link PodSpecPatch#read}, or a cache of it
     */
    static FieldOf of(PodTemplate pod, Function<String, Optional<ManifestObject>> reader) {
        return of(
                pod.field("serviceAccountName", "serviceAccountName"),
                Stream.of(pod.ofSpecification("podSpecPatch"), pod.ofTemplate("podSpecPatch"))
                        .flatMap(Optional::stream)
                        .toList(),
                pod.reached().place(),
                reader);
    }

    /**
     * The account of a pod.
     *
     * @param named the account of the pod before the patches
     * @param patches the patches, in the order of their application
     * @param near the source location that makes the pod necessary
     * @param reader reads patches
     */
    static FieldOf of(
            Optional<FieldOf> named,
            List<FieldOf> patches,
            Place near,
            Function<String, Optional<ManifestObject>> reader) {
        PodAccount account = new PodAccount(named, reader);
        patches.forEach(account::patch);
        return account.undecided
                .or(() -> account.name)
                .or(() -> account.alias)
                .orElseGet(() -> new FieldOf(AccountUse.DEFAULT_ACCOUNT, near));
    }

    private void patch(FieldOf patch) {
        Optional<ManifestObject> read = reader.apply(patch.text());
        if (read.isPresent()) {
            read.get().members().forEach(member -> apply(member, patch.place()));
        } else if (patch.text().toLowerCase(Locale.ROOT).contains("serviceaccount")) {
            undecided = Optional.of(new FieldOf(UNDECIDED, patch.place()));
        }
    }

    private void apply(ManifestNode member, Place place) {
        ManifestKey key = member.key();
        String field = key == null ? "" : key.text();
        Optional<FieldOf> value =
                ManifestScalar.stringOf(member).filter(text -> !text.isEmpty()).map(text -> new FieldOf(text, place));
        if (field.equalsIgnoreCase("serviceAccountName")) {
            name = value;
        } else if (field.equalsIgnoreCase("serviceAccount")) {
            alias = value;
        } else if (field.equals("$patch") || field.equals("$retainKeys")) {
            undecided = Optional.of(new FieldOf(UNDECIDED, place)); // a directive may remove the account
        }
    }
}
