package io.tiphys.gateway.fakes;

import io.tiphys.gateway.access.caller.Rejections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers why calls were refused. */
public final class CountedRejections implements Rejections {
    /** The causes, in order. */
    public final List<Cause> causes = new CopyOnWriteArrayList<>();

    @Override
    public void refused(Cause cause) {
        causes.add(cause);
    }
}
