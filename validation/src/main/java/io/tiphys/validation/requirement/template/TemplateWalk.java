package io.tiphys.validation.requirement.template;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.requirement.template.TemplateCall.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Visits all templates that a workflow reaches, each once, even with cyclic references. Unused templates of the submitted
 * workflow are visited as well, because Argo checks their references too.
 */
public final class TemplateWalk {
    private final TemplateLibrary library;
    private final Map<TemplateHolder, Place> wanted = new LinkedHashMap<>();
    private final List<DanglingReference> dangling = new ArrayList<>();
    private final List<ReachedTemplate> reached = new ArrayList<>();
    private final Set<ManifestObject> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<ReachedTemplate> open = new ArrayDeque<>();

    /**
     * A reference to a template that its holder does not have.
     *
     * @param holder the holder, which was read
     * @param template the missing name
     * @param place the source location of the reference
     */
    public record DanglingReference(TemplateHolder holder, String template, Place place) {}

    /** Walks through the templates that were read so far. */
    public TemplateWalk(TemplateLibrary library) {
        this.library = library;
        library.baseReference().ifPresent(base -> want(base.holder(), Place.of(base.at())));
        Place start = library.baseReference()
                .map(base -> Place.of(base.at()))
                .orElseGet(() -> Place.of(library.specification().submitted()));
        library.starts().forEach(call -> follow(call, library.home(), start));
        run();
        int used = reached.size();
        library.templates(TemplateHolder.SUBMITTED)
                .forEach(
                        template -> reach(new ReachedTemplate(TemplateHolder.SUBMITTED, template, Place.of(template))));
        run();
        if (used > 0) {
            reached.subList(used, reached.size()).clear();
        }
    }

    /** The referenced holders that were not read yet, each with the source location of its first reference. */
    public Map<TemplateHolder, Place> wanted() {
        return Collections.unmodifiableMap(wanted);
    }

    /** References to missing templates of existing holders. */
    public List<DanglingReference> dangling() {
        return List.copyOf(dangling);
    }

    /** The templates that run; without a valid entrypoint, all submitted templates and those that they reach. */
    public List<ReachedTemplate> reached() {
        return List.copyOf(reached);
    }

    private void run() {
        while (!open.isEmpty()) {
            ReachedTemplate current = open.remove();
            reached.add(current);
            TemplateCall.groupsOf(current.template(), WorkflowArguments.NONE).stream()
                    .flatMap(List::stream)
                    .forEach(call -> follow(call, current.holder(), current.place()));
        }
    }

    private void follow(TemplateCall call, TemplateHolder from, Place at) {
        if (call.target() instanceof Target.Remote remote) {
            Place place = at.of(remote.name(), from);
            TemplateHolder holder = remote.holder();
            if (!library.asked(holder)) {
                want(holder, place);
            } else if (library.has(holder)
                    && library.template(holder, remote.template()).isEmpty()) {
                dangling.add(new DanglingReference(holder, remote.template(), place));
            }
        }
        library.resolve(call, from, at).ifPresent(this::reach);
    }

    private void want(TemplateHolder holder, Place place) {
        if (!library.asked(holder)) {
            wanted.putIfAbsent(holder, place);
        }
    }

    private void reach(ReachedTemplate template) {
        if (seen.add(template.template())) {
            open.add(template);
        }
    }
}
