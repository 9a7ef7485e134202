/** Fakes of our own ports, written by hand, for unit tests. They remember what they were asked. */
@NullMarked
package io.tiphys.gateway.fakes;

import org.jspecify.annotations.NullMarked;
