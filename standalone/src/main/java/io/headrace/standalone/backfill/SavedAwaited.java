package io.headrace.standalone.backfill;

import io.headrace.features.app.labelling.Awaited;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Awaited events as they stand in a checkpoint. */
final class SavedAwaited {

    private static final int ROW = 0;
    private static final int EARLY_LABEL = 1;
    private static final int LABELLED = 2;
    private static final int SILENT = 3;

    private SavedAwaited() {}

    static void write(DataOutputStream out, Awaited awaited) throws IOException {
        out.writeLong(awaited.since());
        out.writeLong(awaited.from());
        switch (awaited) {
            case Awaited.Row row -> {
                out.writeByte(ROW);
                out.writeLong(row.eventTime());
                Saved.bytes(out, row.row());
            }
            case Awaited.EarlyLabel early -> {
                out.writeByte(EARLY_LABEL);
                out.writeLong(early.labelTime());
                Saved.label(out, early.label());
            }
            case Awaited.Settled settled ->
                out.writeByte(
                        switch (settled.how()) {
                            case LABELLED -> LABELLED;
                            case SILENT -> SILENT;
                        });
        }
    }

    static Awaited read(DataInputStream in) throws IOException {
        long since = in.readLong();
        long from = in.readLong();
        int kind = in.readByte();
        return switch (kind) {
            case ROW -> new Awaited.Row(since, from, in.readLong(), Saved.bytes(in));
            case EARLY_LABEL -> new Awaited.EarlyLabel(since, from, in.readLong(), Saved.label(in));
            case LABELLED -> new Awaited.Settled(since, from, Awaited.How.LABELLED);
            case SILENT -> new Awaited.Settled(since, from, Awaited.How.SILENT);
            default -> throw new IOException("what is awaited is of the unknown kind " + kind);
        };
    }
}
