package io.tiphys.gateway.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An operation that accepts an idempotency key, for the API document; src/main/openapi has the text. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(name = IdempotencyKey.HEADER, ref = "#/components/parameters/IdempotencyKey")
public @interface Keyed {}
