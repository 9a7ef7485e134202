/** The order of tasks: dependencies, loops and circles. */
@NullMarked
package io.tiphys.validation.argo.graph;

import org.jspecify.annotations.NullMarked;
