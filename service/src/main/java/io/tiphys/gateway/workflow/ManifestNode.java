package io.tiphys.gateway.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node of a document, which remembers where it stands. Immutable. */
public sealed interface ManifestNode {
    /** Where the node begins. */
    Position position();

    /** What a caller may call this kind of node in a message, for example {@code a list}. */
    String description();

    /**
     * A place in the document as the caller sent it.
     *
     * @param line from 1
     * @param column in characters, from 1
     */
    record Position(int line, int column) {}

    /**
     * A member of an object.
     *
     * @param key where its key begins
     * @param value its value
     */
    record Member(Position key, ManifestNode value) {}

    /**
     * An object.
     *
     * @param position where it begins
     * @param members its members in the order of the document
     */
    record ObjectNode(Position position, Map<String, Member> members) implements ManifestNode {
        /** The value of a member; empty when it is not there. */
        public Optional<ManifestNode> get(String name) {
            return Optional.ofNullable(members.get(name)).map(Member::value);
        }

        @Override
        public String description() {
            return "an object";
        }
    }

    /**
     * A list.
     *
     * @param position where it begins
     * @param elements its elements
     */
    record ListNode(Position position, List<ManifestNode> elements) implements ManifestNode {
        @Override
        public String description() {
            return "a list";
        }
    }

    /**
     * A text.
     *
     * @param position where it begins
     * @param value the text
     */
    record TextNode(Position position, String value) implements ManifestNode {
        @Override
        public String description() {
            return "a text";
        }
    }

    /**
     * A number.
     *
     * @param position where it begins
     * @param json the number as JSON writes it, to the last digit that the caller gave
     */
    record NumberNode(Position position, String json) implements ManifestNode {
        /** Whether it has neither a fraction nor an exponent. */
        public boolean whole() {
            return json.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        }

        @Override
        public String description() {
            return whole() ? "a whole number" : "a number";
        }
    }

    /**
     * True or false.
     *
     * @param position where it begins
     * @param value which
     */
    record BooleanNode(Position position, boolean value) implements ManifestNode {
        @Override
        public String description() {
            return "true or false";
        }
    }

    /**
     * Nothing.
     *
     * @param position where it begins
     */
    record NullNode(Position position) implements ManifestNode {
        @Override
        public String description() {
            return "null";
        }
    }
}
