package io.tiphys.gateway.workflow;

import io.tiphys.gateway.workflow.ManifestNode.BooleanNode;
import io.tiphys.gateway.workflow.ManifestNode.ListNode;
import io.tiphys.gateway.workflow.ManifestNode.Member;
import io.tiphys.gateway.workflow.ManifestNode.ObjectNode;
import io.tiphys.gateway.workflow.ManifestNode.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the templates outside of a workflow that it refers to: {@code workflowTemplateRef} and every {@code templateRef}. */
final class TemplateReferences {
    private final List<TemplateReference> found = new ArrayList<>();

    private TemplateReferences() {}

    static List<TemplateReference> in(ObjectNode workflow) {
        TemplateReferences references = new TemplateReferences();
        workflow.get("spec").ifPresent(spec -> references.search(spec, "/spec"));
        return List.copyOf(references.found);
    }

    private void search(ManifestNode node, String pointer) {
        if (node instanceof ListNode list) {
            for (int i = 0; i < list.elements().size(); i++) {
                search(list.elements().get(i), JsonPointers.element(pointer, i));
            }
        } else if (node instanceof ObjectNode object) {
            for (Map.Entry<String, Member> member : object.members().entrySet()) {
                member(member.getKey(), member.getValue().value(), JsonPointers.member(pointer, member.getKey()));
            }
        }
    }

    private void member(String name, ManifestNode value, String pointer) {
        if ((name.equals("templateRef") || name.equals("workflowTemplateRef"))
                && value instanceof ObjectNode reference) {
            reference(reference, pointer);
        } else {
            search(value, pointer);
        }
    }

    private void reference(ObjectNode reference, String pointer) {
        boolean clusterScope = reference.get("clusterScope").orElse(null) instanceof BooleanNode flag && flag.value();
        if (reference.get("name").orElse(null) instanceof TextNode name) {
            found.add(new TemplateReference(clusterScope, name.value(), pointer));
        }
    }
}
