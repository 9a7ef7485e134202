/**
 * What a workflow needs of the place where it runs, read from its document alone: the templates that it reaches, the
 * objects that it names, the accounts that its pods run as, how many pods there are and how large. Pure functions; what is
 * said is where in the document it stands.
 */
@NullMarked
package io.tiphys.validation.requirement;

import org.jspecify.annotations.NullMarked;
