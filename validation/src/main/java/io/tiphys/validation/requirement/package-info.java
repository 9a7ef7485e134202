/**
 * The requirements of a workflow for its cluster and namespace, read only from its document: the templates that it reaches,
 * the objects that it names, the accounts of its pods, the number and size of the pods. Pure functions. Each requirement has
 * its source location.
 */
@NullMarked
package io.tiphys.validation.requirement;

import org.jspecify.annotations.NullMarked;
