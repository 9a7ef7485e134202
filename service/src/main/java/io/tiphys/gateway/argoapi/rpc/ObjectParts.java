package io.tiphys.gateway.argoapi.rpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tiphys.gateway.workflow.ForeignJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an object to read. All other parts are skipped without building a tree, because a workflow's nodes may be
 * many times larger than its specification. Immutable.
 */
public final class ObjectParts {
    private static final JsonMapper JSON = new JsonMapper();

    private final Members members = new Members();

    private ObjectParts() {}

    /** The part at this path of names, with everything below. */
    public static ObjectParts of(String... path) {
        return new ObjectParts().and(path);
    }

    /** These parts and one more. */
    public ObjectParts and(String... path) {
        ObjectParts more = new ObjectParts();
        more.members.addAll(members);
        more.members.add(path, 0);
        return more;
    }

    /**
     * A tree of these parts alone, at their positions in the object.
     *
     * @throws IOException when the bytes are not JSON
     */
    public JsonNode in(byte[] json) throws IOException {
        try (JsonParser whole = ForeignJson.FACTORY.createParser(json);
                JsonParser parts = new FilteringParserDelegate(whole, members, Inclusion.INCLUDE_ALL_AND_PATH, true)) {
            JsonNode tree = JSON.readTree(parts);
            return tree == null ? JSON.missingNode() : tree;
        }
    }

    /** The members of an object to read, and their depth. */
    private static final class Members extends TokenFilter {
        private final Map<String, TokenFilter> byName = new HashMap<>();

        void add(String[] path, int from) {
            if (from == path.length - 1) {
                byName.put(path[from], INCLUDE_ALL);
            } else if (byName.computeIfAbsent(path[from], name -> new Members()) instanceof Members below) {
                below.add(path, from + 1);
            }
        }

        void addAll(Members others) {
            others.byName.forEach((name, filter) -> {
                if (filter instanceof Members below
                        && byName.computeIfAbsent(name, unused -> new Members()) instanceof Members own) {
                    own.addAll(below);
                } else {
                    byName.put(name, filter);
                }
            });
        }

        @Override
        public @Nullable TokenFilter includeProperty(String name) {
            return byName.get(name);
        }

        /** Elements of a list on the path are filtered like the object itself. */
        @Override
        public TokenFilter includeElement(int index) {
            return this;
        }

        @Override
        protected boolean _includeScalar() {
            return false;
        }
    }
}
