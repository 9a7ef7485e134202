package io.tiphys.gateway.argo.payload;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A workflow at one version, with its event. All readers share the object. Other forms of the event are made once.
 * Thread-safe.
 */
public final class WatchedObject {
    /** The maximum number of kept forms: most readers of one event want the same form. */
    private static final int KEPT_FORMS = 4;

    private final String type;
    private final String namespace;
    private final String name;
    private final long version;
    private final Map<String, String> labels;
    private volatile Stored stored;
    private final Map<Object, Object> forms = new LinkedHashMap<>(KEPT_FORMS);

    private sealed interface Stored {}

    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    private record Plain(byte[] bytes) implements Stored {}

    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    private record Deflated(byte[] bytes, int length) implements Stored {}

    /**
     * A workflow from an event.
     *
     * @param type the event's type
     * @param payload the event in the Argo Server's bytes
     */
    public WatchedObject(
            String type, String namespace, String name, long version, Map<String, String> labels, byte[] payload) {
        this.type = type;
        this.namespace = namespace;
        this.name = name;
        this.version = version;
        this.labels = Map.copyOf(labels);
        this.stored = new Plain(payload);
    }

    public String type() {
        return type;
    }

    String namespace() {
        return namespace;
    }

    public String name() {
        return name;
    }

    /** The key of the workflow in Kubernetes. */
    public String key() {
        return namespace + "/" + name;
    }

    public long version() {
        return version;
    }

    Map<String, String> labels() {
        return labels;
    }

    /** The event as received. */
    byte[] payload() {
        return switch (stored) {
            case Plain(byte[] bytes) -> bytes;
            case Deflated(byte[] bytes, int length) -> inflated(bytes, length);
        };
    }

    /** The current size of the payload in bytes. */
    public int weight() {
        return switch (stored) {
            case Plain(byte[] bytes) -> bytes.length;
            case Deflated(byte[] bytes, int length) -> bytes.length;
        };
    }

    /** Another form of the event; made once for all readers that want this form while it is kept. */
    @SuppressWarnings("unchecked") // the value of a key comes from the function of that key
    <T> T form(Object key, Function<byte[], T> maker) {
        synchronized (forms) {
            Object known = forms.get(key);
            if (known == null) {
                known = maker.apply(payload());
                if (forms.size() == KEPT_FORMS) {
                    forms.remove(forms.keySet().iterator().next());
                }
                forms.put(key, known);
            }
            return (T) known;
        }
    }

    /** Reduces the memory of the payload, at the cost of slower reads. */
    public void compact() {
        synchronized (forms) {
            forms.clear();
        }
        if (stored instanceof Plain(byte[] bytes)) {
            stored = new Deflated(deflated(bytes), bytes.length);
        }
    }

    private static byte[] deflated(byte[] bytes) {
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4);
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    private static byte[] inflated(byte[] bytes, int length) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(bytes);
            byte[] plain = new byte[length];
            int done = 0;
            while (done < length && !inflater.finished()) {
                done += inflater.inflate(plain, done, length - done);
            }
            return plain;
        } catch (DataFormatException e) {
            throw new IllegalStateException("deflated here a moment ago", e);
        }
    }
}
