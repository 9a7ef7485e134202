package io.tiphys.validation.accounts;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.reader.EmbeddedObjects;
import io.tiphys.validation.document.reader.ManifestReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the service accounts in a patch of a pod's specification, which Argo applies last, as a strategic merge patch.
 *
 * <p>Go reads the patched specification case-insensitively, so every spelling of the two fields counts. A patch with
 * a {@code {{variable}}} is undecided as a whole: Argo substitutes the value before it parses the patch, so
 * a value with a quote can inject an account ({@code processPodSpecPatch} of
 * {@code workflow/controller/workflowpod.go}, Argo Workflows 4.0.5).
 */
public final class PodSpecPatch {
    /** Aliases are rare in patches. Every patch of a document may have this many, so the sum stays bounded. */
    private static final int MOST_REPEATED = 100;

    private PodSpecPatch() {}

    /** @param at the node of the patch */
    static List<ServiceAccountReference> accounts(String patch, ManifestNode at) {
        if (patch.isEmpty()) {
            return List.of();
        }
        return read(patch)
                .map(object -> accounts(object, at))
                .orElseGet(() -> List.of(ServiceAccountReference.undecided(patch, at)));
    }

    /**
     * Reads a patch.
     *
     * @return its object; empty for a patch with a {@code {{variable}}} or that is no object
     */
    public static Optional<ManifestObject> read(String patch) {
        boolean open = patch.contains("{{") || EmbeddedObjects.isOpen(patch);
        return open ? Optional.empty() : ManifestReader.fragment(patch, MOST_REPEATED);
    }

    private static List<ServiceAccountReference> accounts(ManifestObject patch, ManifestNode at) {
        List<ServiceAccountReference> found = new ArrayList<>();
        for (ManifestNode member : patch.members()) {
            ManifestKey key = member.key();
            String name = key == null ? "" : key.text();
            if (name.equalsIgnoreCase("serviceAccountName") || name.equalsIgnoreCase("serviceAccount")) {
                found.add(account(member, at));
            } else if (name.startsWith("$")) {
                found.add(ServiceAccountReference.unnamed(at)); // a directive may remove the account
            }
        }
        return found;
    }

    private static ServiceAccountReference account(ManifestNode value, ManifestNode at) {
        Optional<String> name = ManifestScalar.stringOf(value);
        if (name.isPresent()) {
            return name.get().isEmpty()
                    ? ServiceAccountReference.unnamed(at)
                    : ServiceAccountReference.named(name.get(), at);
        }
        boolean removed = value instanceof ManifestScalar scalar && scalar.type() == ManifestScalar.Type.NULL;
        return removed ? ServiceAccountReference.unnamed(at) : ServiceAccountReference.undecided("", at);
    }
}
