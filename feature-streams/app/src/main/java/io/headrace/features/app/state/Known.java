package io.headrace.features.app.state;

import io.headrace.features.app.labelling.Awaited;
import io.headrace.schemas.feature.Label;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * What is known of an event by its id. Version 2:
 *
 * <pre>{@code
 * byte     version (2)
 * byte     what it is
 * 8 bytes  since
 * 8 bytes  from
 * 8 bytes  label time; 0 where there is none
 * rest     where its row lies (4 bytes for the place in the block, then the block's key), or the label (a category in UTF-8, a
 *          quantity in 8 bytes), or nothing
 * }</pre>
 */
sealed interface Known {

    /** Its row waits, or waited: it has been given up without a label where it is not there any more. */
    record Row(long since, long from, WaitingBlocks.Place place) implements Known {}

    /** Something else. */
    record Other(Awaited awaited) implements Known {}

    byte VERSION = 2;
    byte ROW = 1;
    byte EARLY_CATEGORY = 2;
    byte EARLY_QUANTITY = 3;
    byte LABELLED = 4;
    byte SILENT = 5;
    byte[] NOTHING = {};

    default byte[] toBytes() {
        return switch (this) {
            case Row(long since, long from, WaitingBlocks.Place(Bytes block, int place)) ->
                bytes(
                        ROW,
                        since,
                        from,
                        0,
                        ByteBuffer.allocate(Integer.BYTES + block.get().length)
                                .putInt(place)
                                .put(block.get())
                                .array());
            case Other(Awaited.EarlyLabel(long since, long from, long labelTime, Label.Category(String name))) ->
                bytes(EARLY_CATEGORY, since, from, labelTime, name.getBytes(StandardCharsets.UTF_8));
            case Other(Awaited.EarlyLabel(long since, long from, long labelTime, Label.Quantity(double value))) ->
                bytes(
                        EARLY_QUANTITY,
                        since,
                        from,
                        labelTime,
                        ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
            case Other(Awaited.Settled(long since, long from, Awaited.How how)) ->
                bytes(
                        switch (how) {
                            case LABELLED -> LABELLED;
                            case SILENT -> SILENT;
                        },
                        since,
                        from,
                        0,
                        NOTHING);
            case Other(Awaited.Row _) -> throw new IllegalStateException("a row lies in a block");
        };
    }

    /** @throws IllegalStateException if {@link #toBytes} of this version did not make the bytes */
    static Known read(byte[] bytes) {
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
        return switch (what) {
            case ROW -> {
                int place = in.getInt();
                yield new Row(since, from, new WaitingBlocks.Place(Bytes.wrap(rest(in)), place));
            }
            case EARLY_CATEGORY ->
                new Other(new Awaited.EarlyLabel(
                        since, from, time, new Label.Category(new String(rest(in), StandardCharsets.UTF_8))));
            case EARLY_QUANTITY ->
                new Other(new Awaited.EarlyLabel(since, from, time, new Label.Quantity(in.getDouble())));
            case LABELLED -> new Other(new Awaited.Settled(since, from, Awaited.How.LABELLED));
            case SILENT -> new Other(new Awaited.Settled(since, from, Awaited.How.SILENT));
            default -> throw new IllegalStateException("an awaited event of unknown kind " + what);
        };
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }

    private static byte[] bytes(byte what, long since, long from, long time, byte[] rest) {
        return ByteBuffer.allocate(2 + 3 * Long.BYTES + rest.length)
                .put(VERSION)
                .put(what)
                .putLong(since)
                .putLong(from)
                .putLong(time)
                .put(rest)
                .array();
    }
}
