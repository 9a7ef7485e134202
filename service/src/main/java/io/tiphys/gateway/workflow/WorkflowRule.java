package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.Violation;
import java.util.List;

/** One rule that a workflow has to follow. Pure and thread-safe. */
interface WorkflowRule {
    /** What is wrong by this rule, in the order of the document. */
    List<Violation> check(WorkflowManifest manifest, WorkflowPolicy policy);
}
