package io.tiphys.gateway.rest.model;

import io.tiphys.gateway.rest.AnswerBodyWriter;

/** The JSON response of an operation; {@link AnswerBodyWriter} writes it. */
public interface Answer {}
