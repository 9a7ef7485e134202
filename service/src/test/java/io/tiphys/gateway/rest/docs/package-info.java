/** Tests of the documentation pages. */
@NullMarked
package io.tiphys.gateway.rest.docs;

import org.jspecify.annotations.NullMarked;
