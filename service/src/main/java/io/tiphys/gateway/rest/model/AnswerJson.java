package io.tiphys.gateway.rest.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The only JSON writer of the REST API: members are in the order of the record, and absent members are omitted. */
public final class AnswerJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private AnswerJson() {}

    /** The JSON of a record of this package, in UTF-8. */
    public static byte[] write(Object answer) {
        try {
            return MAPPER.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of this package can always be written", e);
        }
    }
}
