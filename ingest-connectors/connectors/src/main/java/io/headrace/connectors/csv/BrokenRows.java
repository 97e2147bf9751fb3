package io.headrace.connectors.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.schemas.quarantine.Quarantined;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Rows that make no event, as quarantine keeps them: as they stand in the file, with file and line. */
public final class BrokenRows {

    /** Header of the file's name, as text. */
    public static final String FILE = "headrace.quarantine.file";

    /** Header of the line in the file, from 1, as text. */
    public static final String LINE = "headrace.quarantine.line";

    /** They were on no topic. */
    private static final int NONE = -1;

    private BrokenRows() {}

    /** The row as it stands. */
    public static byte[] value(CsvEvent.Broken broken) {
        ByteBuffer text = broken.text().duplicate();
        byte[] bytes = new byte[text.remaining()];
        text.get(bytes);
        return bytes;
    }

    /**
     * Where it comes from and why it is there.
     *
     * @param events topic that its event would have gone to
     * @param time epoch milliseconds of event time of the row before
     * @param app that found it
     */
    public static Headers headers(CsvEvent.Broken broken, String events, long time, String app) {
        Headers headers = new Quarantined(events, NONE, NONE, time, app, broken.rule(), broken.reason())
                .besides(new RecordHeaders());
        headers.add(FILE, broken.place().file().getBytes(UTF_8));
        headers.add(LINE, Long.toString(broken.place().line()).getBytes(UTF_8));
        return headers;
    }
}
