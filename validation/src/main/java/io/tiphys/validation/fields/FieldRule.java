package io.tiphys.validation.fields;

import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.rule.WorkflowCheck;

/** A rule about single fields. One walk along the table serves all such rules. */
public interface FieldRule extends Rule {
    /** The visitor that receives the fields of a document. */
    FieldWalk.Visitor visitor(WorkflowCheck check);
}
