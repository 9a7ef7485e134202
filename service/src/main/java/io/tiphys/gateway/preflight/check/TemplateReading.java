package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.MissingPermission;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Absent;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion.TemplateSpecification;
import io.tiphys.gateway.preflight.state.StateReader;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.requirement.template.Place;
import io.tiphys.validation.requirement.template.TemplateHolder;
import io.tiphys.validation.requirement.template.TemplateLibrary;
import io.tiphys.validation.requirement.template.TemplateWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the templates that a workflow reaches, with the permissions of the caller. Reading proceeds in rounds, with the
 * templates of a round in parallel. Each template is read once, so cyclic references terminate.
 */
public final class TemplateReading {
    private final WorkflowManifestReader reader = new WorkflowManifestReader();
    private final StateReader state;
    private final KubernetesIdentity caller;
    private final String namespace;
    private final List<WorkflowFinding> findings = new ArrayList<>();

    public TemplateReading(StateReader state, KubernetesIdentity caller, String namespace) {
        this.state = state;
        this.caller = caller;
        this.namespace = namespace;
    }

    /** Reads all readable templates into the library; afterwards the library wants none. */
    public void readInto(TemplateLibrary library) {
        TemplateWalk walk = new TemplateWalk(library);
        while (!walk.wanted().isEmpty()) {
            state.prepare(walk.wanted().keySet().stream()
                    .map(TemplateSpecification::new)
                    .toList());
            walk.wanted().forEach((holder, place) -> library.add(holder, read(holder, place)));
            walk = new TemplateWalk(library);
        }
        walk.dangling().stream()
                .map(dangling -> WorkflowFinding.at(
                        dangling.place(),
                        InspectionRule.TEMPLATE_EXISTS,
                        Severity.ERROR,
                        dangling.holder().description() + " has no template '" + dangling.template() + "'."))
                .forEach(findings::add);
    }

    /** The findings of the reading. */
    public List<WorkflowFinding> findings() {
        return List.copyOf(findings);
    }

    private Optional<ManifestObject> read(TemplateHolder holder, Place place) {
        var question = new TemplateSpecification(holder);
        return switch (state.ask(question)) {
            case Known<byte[]>(var json) -> specification(json, holder, place);
            case Absent<byte[]> ignored -> {
                findings.add(WorkflowFinding.at(
                                place,
                                InspectionRule.TEMPLATE_EXISTS,
                                Severity.ERROR,
                                holder.description() + " does not exist.")
                        .withHint("Correct the name, or create it first."));
                yield Optional.empty();
            }
            case StateAnswer.Forbidden<byte[]> ignored -> {
                findings.add(unreadable(
                                place,
                                holder,
                                "'" + caller.user() + "' may not "
                                        + question.right(namespace).description())
                        .checkedWith(new MissingPermission(caller, question.right(namespace))));
                yield Optional.empty();
            }
            case StateAnswer.Unknown<byte[]>(var why) -> {
                findings.add(unreadable(place, holder, why));
                yield Optional.empty();
            }
        };
    }

    private Optional<ManifestObject> specification(byte[] json, TemplateHolder holder, Place place) {
        try {
            return reader.read(json, Optional.of(DocumentFormat.JSON)).root().object("spec");
        } catch (GatewayException e) {
            findings.add(unreadable(place, holder, e.problem().detail()));
            return Optional.empty();
        }
    }

    private static WorkflowFinding unreadable(Place place, TemplateHolder holder, String why) {
        return WorkflowFinding.at(
                place,
                InspectionRule.TEMPLATE_EXISTS,
                Severity.UNCHECKED,
                holder.description() + ", and what it needs, was not checked: " + why + ".");
    }
}
