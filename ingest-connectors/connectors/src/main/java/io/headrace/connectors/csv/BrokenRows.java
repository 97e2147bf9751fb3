package io.headrace.connectors.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.schemas.quarantine.QuarantineRecord;
import io.headrace.schemas.quarantine.Quarantined;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Rows that make no event, as quarantine keeps them: as they stand in the file, with file and line; of one that is too large for
 * a record, its head, size and SHA-256.
 */
public final class BrokenRows {

    /** Header of the file's name, as text. */
    public static final String FILE = "headrace.quarantine.file";

    /** Header of the line in the file, from 1, as text. */
    public static final String LINE = "headrace.quarantine.line";

    /** They were on no topic. */
    private static final int NONE = -1;

    /** More than file and line can take as headers. */
    private static final int PLACE_BYTES = 16 << 10;

    private BrokenRows() {}

    /**
     * The row, where it comes from and why it is there.
     *
     * @param events topic that its event would have gone to
     * @param time epoch milliseconds of event time of the row before
     * @param app that found it
     */
    public static QuarantineRecord record(CsvEvent.Broken broken, String events, long time, String app) {
        Quarantined why = new Quarantined(events, NONE, NONE, time, app, broken.rule(), broken.reason());
        QuarantineRecord record = QuarantineRecord.of(
                null, bytes(broken.text()), new RecordHeaders(), why, RowEncoder.LARGEST_RECORD_BYTES - PLACE_BYTES);
        record.headers().add(FILE, broken.place().file().getBytes(UTF_8));
        record.headers().add(LINE, Long.toString(broken.place().line()).getBytes(UTF_8));
        return record;
    }

    private static byte[] bytes(ByteBuffer text) {
        byte[] bytes = new byte[text.remaining()];
        text.duplicate().get(bytes);
        return bytes;
    }
}
