package io.headrace.features.app.labelling;

import io.headrace.schemas.feature.Label;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Awaited events as bytes. Version 1:
 *
 * <pre>{@code
 * byte     version (1)
 * byte     what it is
 * 8 bytes  since
 * 8 bytes  from
 * 8 bytes  event or label time; 0 where it is settled
 * rest     the row, the label (a category in UTF-8, a quantity in 8 bytes) or nothing
 * }</pre>
 */
public final class AwaitedCodec {

    private static final byte VERSION = 1;
    private static final byte ROW = 1;
    private static final byte EARLY_CATEGORY = 2;
    private static final byte EARLY_QUANTITY = 3;
    private static final byte LABELLED = 4;
    private static final byte SILENT = 5;
    private static final byte[] NOTHING = {};

    private AwaitedCodec() {}

    public static byte[] write(Awaited awaited) {
        return switch (awaited) {
            case Awaited.Row row -> bytes(ROW, row, row.eventTime(), row.row());
            case Awaited.EarlyLabel early -> write(early);
            case Awaited.Settled settled ->
                bytes(
                        switch (settled.how()) {
                            case LABELLED -> LABELLED;
                            case SILENT -> SILENT;
                        },
                        settled,
                        0,
                        NOTHING);
        };
    }

    /** @throws IllegalStateException if {@link #write} of this or an earlier version did not make the bytes */
    public static Awaited read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "an awaited event has version " + version + "; this release reads version " + VERSION);
        }
        byte what = in.get();
        long since = in.getLong();
        long from = in.getLong();
        long time = in.getLong();
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return switch (what) {
            case ROW -> new Awaited.Row(since, from, time, rest);
            case EARLY_CATEGORY ->
                new Awaited.EarlyLabel(since, from, time, new Label.Category(new String(rest, StandardCharsets.UTF_8)));
            case EARLY_QUANTITY ->
                new Awaited.EarlyLabel(
                        since,
                        from,
                        time,
                        new Label.Quantity(ByteBuffer.wrap(rest).getDouble()));
            case LABELLED -> new Awaited.Settled(since, from, Awaited.How.LABELLED);
            case SILENT -> new Awaited.Settled(since, from, Awaited.How.SILENT);
            default -> throw new IllegalStateException("an awaited event of unknown kind " + what);
        };
    }

    private static byte[] write(Awaited.EarlyLabel early) {
        return switch (early.label()) {
            case Label.Category(String name) ->
                bytes(EARLY_CATEGORY, early, early.labelTime(), name.getBytes(StandardCharsets.UTF_8));
            case Label.Quantity(double value) ->
                bytes(
                        EARLY_QUANTITY,
                        early,
                        early.labelTime(),
                        ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
        };
    }

    private static byte[] bytes(byte what, Awaited awaited, long time, byte[] rest) {
        return ByteBuffer.allocate(2 + 3 * Long.BYTES + rest.length)
                .put(VERSION)
                .put(what)
                .putLong(awaited.since())
                .putLong(awaited.from())
                .putLong(time)
                .put(rest)
                .array();
    }
}
