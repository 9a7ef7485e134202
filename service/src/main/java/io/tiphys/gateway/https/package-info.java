/**
 * Small requests to identity providers, bounded in size and time. For {@code openid} and {@code jupyterhub}; imports {@code
 * environment} alone.
 */
@NullMarked
package io.tiphys.gateway.https;

import org.jspecify.annotations.NullMarked;
