/** Environments of submission, whether they can accept submissions, and what the caller may do in them. */
@NullMarked
package io.tiphys.client.environment;

import org.jspecify.annotations.NullMarked;
