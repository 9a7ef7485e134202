/**
 * The calls of the client, and the conversion of responses and failures into the client's types. Not for programs: anything here
 * may change with any version.
 */
@NullMarked
package io.tiphys.client.internal;

import org.jspecify.annotations.NullMarked;
