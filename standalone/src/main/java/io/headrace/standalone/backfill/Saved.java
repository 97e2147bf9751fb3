package io.headrace.standalone.backfill;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.time.PartitionClock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Values as they stand in a checkpoint. */
final class Saved {

    private Saved() {}

    static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("it ends early");
        }
        return bytes;
    }

    static void text(DataOutputStream out, String text) throws IOException {
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    static void label(DataOutputStream out, Label label) throws IOException {
        switch (label) {
            case Label.Category(String name) -> {
                out.writeBoolean(true);
                text(out, name);
            }
            case Label.Quantity(double value) -> {
                out.writeBoolean(false);
                out.writeDouble(value);
            }
        }
    }

    static Label label(DataInputStream in) throws IOException {
        return in.readBoolean() ? new Label.Category(text(in)) : new Label.Quantity(in.readDouble());
    }

    static void given(DataOutputStream out, GivenLabel given) throws IOException {
        text(out, given.eventId());
        label(out, given.label());
        out.writeLong(given.labelledAt());
    }

    static GivenLabel given(DataInputStream in) throws IOException {
        return new GivenLabel(text(in), label(in), in.readLong());
    }

    static void counts(DataOutputStream out, SortedMap<String, Long> counts) throws IOException {
        out.writeInt(counts.size());
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            text(out, count.getKey());
            out.writeLong(count.getValue());
        }
    }

    static SortedMap<String, Long> counts(DataInputStream in) throws IOException {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            counts.put(text(in), in.readLong());
        }
        return counts;
    }

    static void clock(DataOutputStream out, PartitionClock clock) throws IOException {
        bytes(out, clock.toBytes());
    }

    static PartitionClock clock(DataInputStream in) throws IOException {
        return PartitionClock.read(bytes(in));
    }
}
