package io.headrace.standalone.chain;

import io.headrace.standalone.backfill.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a backfill wrote, as text. */
final class Collected implements Output {

    private final List<String> rows = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();
    private boolean complete;

    List<String> rows() {
        return rows;
    }

    List<String> examples() {
        return examples;
    }

    boolean isComplete() {
        return complete;
    }

    @Override
    public void row(String eventId, long time, byte[] value) {
        rows.add(text(eventId, time, value));
    }

    @Override
    public void example(String eventId, long time, byte[] value) {
        examples.add(text(eventId, time, value));
    }

    private static String text(String eventId, long time, byte[] value) {
        return Wired.text(eventId.getBytes(StandardCharsets.UTF_8), time, value);
    }

    @Override
    public void complete() {
        complete = true;
    }

    @Override
    public void close() {}
}
