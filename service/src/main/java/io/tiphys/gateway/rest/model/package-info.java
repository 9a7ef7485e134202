/** JSON responses of the REST API. */
@NullMarked
package io.tiphys.gateway.rest.model;

import org.jspecify.annotations.NullMarked;
