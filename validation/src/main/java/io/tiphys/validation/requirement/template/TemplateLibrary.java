package io.tiphys.validation.requirement.template;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.TypedObjects;
import io.tiphys.validation.requirement.template.TemplateCall.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The templates that a workflow can reach. The library starts with the submitted ones. {@link TemplateWalk#wanted()} lists the
 * missing templates of the cluster; the caller reads and adds them, and they may refer to more. Not thread-safe.
 */
public final class TemplateLibrary {
    private final ManifestObject submitted;
    private final Map<TemplateHolder, Optional<ManifestObject>> specifications = new HashMap<>();
    private final Map<TemplateHolder, Map<String, ManifestObject>> templates = new HashMap<>();

    /** @param specification {@code spec} of the submitted workflow */
    public TemplateLibrary(ManifestObject specification) {
        submitted = specification;
        add(TemplateHolder.SUBMITTED, Optional.of(specification));
    }

    /** Adds a specification; empty for one that could not be read, so that it is not wanted again. */
    public void add(TemplateHolder holder, Optional<ManifestObject> specification) {
        specifications.put(holder, specification);
        specification.ifPresent(one -> templates.put(holder, byName(one)));
    }

    private static Map<String, ManifestObject> byName(ManifestObject specification) {
        Map<String, ManifestObject> named = new LinkedHashMap<>();
        TypedObjects.elements(specification, "templates")
                .forEach(template -> template.string("name").ifPresent(name -> named.putIfAbsent(name, template)));
        return named;
    }

    boolean asked(TemplateHolder holder) {
        return specifications.containsKey(holder);
    }

    /** Whether the holder was read successfully. */
    boolean has(TemplateHolder holder) {
        return templates.containsKey(holder);
    }

    Optional<ManifestObject> template(TemplateHolder holder, String name) {
        return Optional.ofNullable(templates.getOrDefault(holder, Map.of()).get(name));
    }

    List<ManifestObject> templates(TemplateHolder holder) {
        return List.copyOf(templates.getOrDefault(holder, Map.of()).values());
    }

    /** {@code workflowTemplateRef} of the submitted workflow, if it has one. */
    Optional<HolderReference> baseReference() {
        return submitted.object("workflowTemplateRef").flatMap(HolderReference::of);
    }

    public EffectiveSpecification specification() {
        Optional<TemplateHolder> base = baseReference().map(HolderReference::holder);
        return new EffectiveSpecification(
                submitted,
                base.flatMap(holder -> specifications.getOrDefault(holder, Optional.empty())),
                base.orElse(TemplateHolder.SUBMITTED));
    }

    /** The calls that Argo starts with: the entrypoint, the exit handler and the hooks of the workflow. */
    List<TemplateCall> starts() {
        EffectiveSpecification specification = specification();
        List<TemplateCall> starts = new ArrayList<>();
        for (String field : List.of("entrypoint", "onExit")) {
            specification
                    .string(field)
                    .ifPresent(name -> starts.add(new TemplateCall(submitted, TemplateCall.named(name), Count.ONE)));
        }
        specification.layers().forEach(layer -> starts.addAll(TemplateCall.hooksOf(layer)));
        return starts;
    }

    /** The holder in which a plain template name of the workflow itself is looked up. */
    TemplateHolder home() {
        return baseReference().map(HolderReference::holder).orElse(TemplateHolder.SUBMITTED);
    }

    /** The template of a call. */
    Optional<ReachedTemplate> resolve(TemplateCall call, TemplateHolder from, Place at) {
        Target target = call.target();
        if (target instanceof Target.Local local) {
            return template(from, local.name()).map(template -> reached(from, template, at));
        }
        if (target instanceof Target.Remote remote) {
            Place place = at.of(remote.name(), from);
            return template(remote.holder(), remote.template())
                    .map(template -> reached(remote.holder(), template, place));
        }
        if (target instanceof Target.Inline inline) {
            return Optional.of(reached(from, inline.template(), at));
        }
        return Optional.empty();
    }

    private static ReachedTemplate reached(TemplateHolder holder, ManifestObject template, Place at) {
        return new ReachedTemplate(holder, template, at.of(template, holder));
    }
}
