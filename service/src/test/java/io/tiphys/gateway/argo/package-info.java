/** Tests of the adapters: {@code *IT} against a real Argo Server, the others against scripted answers. */
@NullMarked
package io.tiphys.gateway.argo;

import org.jspecify.annotations.NullMarked;
