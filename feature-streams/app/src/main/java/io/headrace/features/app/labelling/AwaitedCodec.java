package io.headrace.features.app.labelling;

import io.headrace.schemas.feature.Label;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Awaited events as bytes: one byte that says what it is, {@code since} and event or label time in 8 bytes each, then
 * the row, the label (a category in UTF-8, a quantity in 8 bytes) or nothing.
 */
public final class AwaitedCodec {

    private static final byte ROW = 1;
    private static final byte EARLY_CATEGORY = 2;
    private static final byte EARLY_QUANTITY = 3;
    private static final byte LABELLED = 4;
    private static final byte SILENT = 5;
    private static final byte[] NOTHING = {};

    private AwaitedCodec() {}

    public static byte[] write(Awaited awaited) {
        return switch (awaited) {
            case Awaited.Row(long since, long eventTime, byte[] row) -> bytes(ROW, since, eventTime, row);
            case Awaited.EarlyLabel(long since, long labelTime, Label.Category(String name)) ->
                bytes(EARLY_CATEGORY, since, labelTime, name.getBytes(StandardCharsets.UTF_8));
            case Awaited.EarlyLabel(long since, long labelTime, Label.Quantity(double value)) ->
                bytes(
                        EARLY_QUANTITY,
                        since,
                        labelTime,
                        ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
            case Awaited.Settled(long since, long eventTime, Awaited.How how) ->
                bytes(
                        switch (how) {
                            case LABELLED -> LABELLED;
                            case SILENT -> SILENT;
                        },
                        since,
                        eventTime,
                        NOTHING);
        };
    }

    /** @throws IllegalStateException if the bytes are none that {@link #write} made */
    public static Awaited read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte what = in.get();
        long since = in.getLong();
        long time = in.getLong();
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return switch (what) {
            case ROW -> new Awaited.Row(since, time, rest);
            case EARLY_CATEGORY ->
                new Awaited.EarlyLabel(since, time, new Label.Category(new String(rest, StandardCharsets.UTF_8)));
            case EARLY_QUANTITY ->
                new Awaited.EarlyLabel(
                        since, time, new Label.Quantity(ByteBuffer.wrap(rest).getDouble()));
            case LABELLED -> new Awaited.Settled(since, time, Awaited.How.LABELLED);
            case SILENT -> new Awaited.Settled(since, time, Awaited.How.SILENT);
            default -> throw new IllegalStateException("an awaited event of unknown kind " + what);
        };
    }

    private static byte[] bytes(byte what, long since, long time, byte[] rest) {
        return ByteBuffer.allocate(1 + 2 * Long.BYTES + rest.length)
                .put(what)
                .putLong(since)
                .putLong(time)
                .put(rest)
                .array();
    }
}
