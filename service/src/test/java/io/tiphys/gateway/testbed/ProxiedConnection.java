package io.tiphys.gateway.testbed;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One caller's connection to a {@link FaultProxy}: one request after the other, each on an upstream connection of its own. */
final class ProxiedConnection {
    /** What concerns one hop alone; the upgrade to HTTP/2 over plain text would take the proxy's eyes. */
    private static final Set<String> OF_ONE_HOP =
            Set.of("connection", "keep-alive", "upgrade", "http2-settings", "host", "expect");

    private static final OutputStream DROPPED = OutputStream.nullOutputStream();

    private final ProxiedUpstream upstream;
    private final WireJournal journal;
    private final FaultRules rules;
    private final CountDownLatch proxyClosed;
    private final BufferedInputStream in;
    private final OutputStream out;

    ProxiedConnection(
            Socket client, ProxiedUpstream upstream, WireJournal journal, FaultRules rules, CountDownLatch proxyClosed)
            throws IOException {
        this.upstream = upstream;
        this.journal = journal;
        this.rules = rules;
        this.proxyClosed = proxyClosed;
        this.in = new BufferedInputStream(client.getInputStream());
        this.out = new BufferedOutputStream(client.getOutputStream());
    }

    /** Serves until the caller ends the connection; an exception means that it has to be closed at once. */
    void serve() throws IOException {
        boolean goOn = moreComes();
        while (goOn) {
            HttpHead request = HttpHead.read(in);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            HttpBody.copyRequest(request, in, body);
            WireCall call = journal.received(upstream.name(), request);
            Optional<Fault> fault = rules.faultOf(call);
            goOn = fault.isPresent()
                    ? disturb(fault.get(), call, request, body.toByteArray())
                    : pass(call, request, body.toByteArray(), out).join();
        }
    }

    /** Whether another request is coming; returns when its first byte is there or the caller is gone. */
    private boolean moreComes() {
        try {
            in.mark(1);
            int next = in.read();
            in.reset();
            return next >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean disturb(Fault fault, WireCall call, HttpHead request, byte[] body) throws IOException {
        return switch (fault) {
            case Fault.Delay(var time) -> {
                waitFor(time.toNanos());
                yield pass(call, request, body, out).join();
            }
            case Fault.CutBeforeSending() -> throw new EOFException("cut before sending");
            case Fault.CutAfterAnswer() -> {
                pass(call, request, body, DROPPED);
                throw new EOFException("cut after the answer");
            }
            case Fault.CutInAnswer(var bytes) ->
                pass(call, request, body, new LimitedOutput(out, bytes)).join();
            case Fault.StallInAnswer(var bytes) -> stall(call, request, body, bytes);
            case Fault.Silence() -> {
                waitFor(Long.MAX_VALUE);
                throw new EOFException("silent until the end");
            }
            case Fault.Answer answer -> {
                answer(answer);
                journal.answered(call, answer.status());
                yield moreComes();
            }
        };
    }

    private boolean stall(WireCall call, HttpHead request, byte[] body, int bytes) throws IOException {
        try {
            return pass(call, request, body, new LimitedOutput(out, bytes)).join();
        } catch (EOFException e) {
            waitFor(Long.MAX_VALUE);
            throw e;
        }
    }

    private void waitFor(long nanos) throws IOException {
        try {
            proxyClosed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Passes a request on and its answer back; the result tells whether another request comes on this connection. */
    private CompletableFuture<Boolean> pass(WireCall call, HttpHead request, byte[] body, OutputStream to)
            throws IOException {
        try (Socket server = upstream.connect()) {
            send(request, body, new BufferedOutputStream(server.getOutputStream()));
            // A caller that goes away ends the upstream's work too: its stream would otherwise go on unseen.
            CompletableFuture<Boolean> more = CompletableFuture.supplyAsync(
                    () -> moreComes() || closeQuietly(server),
                    task -> Thread.ofVirtual().start(task));
            InputStream answers = new BufferedInputStream(server.getInputStream());
            HttpHead answer = HttpHead.read(answers);
            if (to != DROPPED) {
                journal.answered(call, answer.status());
            }
            answer.without(Set.of("connection", "keep-alive")).write(to);
            to.flush();
            if (to instanceof LimitedOutput limited) {
                limited.bodyStarts();
            }
            HttpBody.copyResponse(call.method(), answer, answers, to);
            to.flush();
            if (HttpBody.endsWithConnection(answer)) {
                throw new EOFException("the end of the connection is the end of the answer");
            }
            return more;
        }
    }

    private void send(HttpHead request, byte[] body, OutputStream to) throws IOException {
        request.without(OF_ONE_HOP).with("Host", upstream.authority()).write(to);
        new ByteArrayInputStream(body).transferTo(to);
        to.flush();
    }

    private static boolean closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
        return false;
    }

    private void answer(Fault.Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        List<String> headers = new ArrayList<>();
        answer.headers().forEach((name, value) -> headers.add(name + ": " + value));
        headers.add("Content-Length: " + body.length);
        new HttpHead("HTTP/1.1 " + answer.status() + " scripted", headers).write(out);
        out.write(body);
        out.flush();
    }

    /** Lets so many bytes of the body pass, and then ends like a broken connection. */
    private static final class LimitedOutput extends FilterOutputStream {
        private final int allowed;
        private int left = Integer.MAX_VALUE;

        LimitedOutput(OutputStream out, int allowed) {
            super(out);
            this.allowed = allowed;
        }

        void bodyStarts() {
            left = allowed;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int now = Math.min(length, left);
            out.write(bytes, offset, now);
            left -= now;
            if (now < length) {
                flush();
                throw new EOFException("cut in the answer");
            }
        }
    }
}
