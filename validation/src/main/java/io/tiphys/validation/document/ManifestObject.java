package io.tiphys.validation.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object of a document. Its keys are distinct. */
public final class ManifestObject extends ManifestNode {
    private final ArrayList<ManifestNode> members = new ArrayList<>(4);

    /** A bit for the hash of each key, because most requested keys are absent. */
    private long hashes;

    ManifestObject(ManifestPlace place) {
        super(place);
    }

    /** The values of its members, each with its {@link #key()}, in the order of the document; unmodifiable. */
    public List<ManifestNode> members() {
        return Collections.unmodifiableList(members);
    }

    /** The value of a member; empty for an absent member. A JSON null is a value. */
    public Optional<ManifestNode> get(String key) {
        return Optional.ofNullable(find(key));
    }

    /** As {@link #get}, for very frequent calls. */
    public @Nullable ManifestNode find(String key) {
        if ((hashes & bit(key)) == 0) {
            return null;
        }
        for (int i = 0; i < members.size(); i++) {
            ManifestNode member = members.get(i);
            ManifestKey name = member.key();
            if (name != null
                    && name.text().hashCode() == key.hashCode()
                    && name.text().equals(key)) {
                return member;
            }
        }
        return null;
    }

    /** The value of a member if it is an object. */
    public Optional<ManifestObject> object(String key) {
        return get(key).filter(ManifestObject.class::isInstance).map(ManifestObject.class::cast);
    }

    /** The value of a member if it is an array. */
    public Optional<ManifestArray> array(String key) {
        return get(key).filter(ManifestArray.class::isInstance).map(ManifestArray.class::cast);
    }

    /** The value of a member if it is a string. */
    public Optional<String> string(String key) {
        return get(key).flatMap(ManifestScalar::stringOf);
    }

    @Override
    public List<ManifestNode> content() {
        return members();
    }

    private static long bit(String key) {
        return 1L << (key.hashCode() & 63);
    }

    void add(ManifestNode member) {
        ManifestKey key = member.key();
        hashes |= key == null ? 0 : bit(key.text());
        members.add(member);
    }

    /** Releases its content, because the document is refused. */
    void release() {
        members.clear();
        members.trimToSize();
    }
}
