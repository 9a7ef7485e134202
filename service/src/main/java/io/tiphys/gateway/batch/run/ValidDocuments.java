package io.tiphys.gateway.batch.run;

import io.tiphys.validation.digest.Sha256;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The newest documents of a batch that were found valid, by digest: each distinct one is validated once. Thread-safe. */
final class ValidDocuments {
    private static final int MOST = 256;

    private final Set<ByteBuffer> digests = Collections.synchronizedSet(Collections.newSetFromMap(new Newest()));

    private static final class Newest extends LinkedHashMap<ByteBuffer, Boolean> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
            return size() > MOST;
        }
    }

    boolean contains(byte[] document) {
        return digests.contains(digest(document));
    }

    void add(byte[] document) {
        digests.add(digest(document));
    }

    private static ByteBuffer digest(byte[] document) {
        return ByteBuffer.wrap(Sha256.of(document));
    }
}
