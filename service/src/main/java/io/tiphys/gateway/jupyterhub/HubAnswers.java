package io.tiphys.gateway.jupyterhub;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.tiphys.gateway.access.caller.HubReviewer.HubReview;
import io.tiphys.gateway.access.caller.HubReviewer.HubService;
import io.tiphys.gateway.access.caller.HubReviewer.HubUser;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to {@code GET /hub/api/user} of JupyterHub 4 to 6 ({@code SelfAPIHandler} in apihandlers/users.py). Every
 * member has its type or the answer is not understood: nothing is converted. Pure functions.
 */
final class HubAnswers {
    private HubAnswers() {}

    /**
     * The owner of the token.
     *
     * @throws ParseException when this is no such answer; the message does not contain it
     */
    static HubReview owner(String json) throws ParseException {
        Map<String, Object> model = JSONObjectUtils.parse(json);
        return switch (text(model.get("kind"), "kind")) {
            case "user" -> new HubUser(text(model.get("name"), "name"), texts(model, "groups"), texts(model, "scopes"));
            case "service" -> new HubService();
            default -> throw unexpected("kind");
        };
    }

    private static List<String> texts(Map<String, Object> model, String member) throws ParseException {
        if (!(model.get(member) instanceof List<?> list)) {
            throw unexpected(member);
        }
        List<String> texts = new ArrayList<>();
        for (Object one : list) {
            texts.add(text(one, member));
        }
        return texts;
    }

    private static String text(@Nullable Object value, String member) throws ParseException {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw unexpected(member);
    }

    private static ParseException unexpected(String member) {
        return new ParseException("member '" + member + "' is not as JupyterHub documents it", 0);
    }
}
