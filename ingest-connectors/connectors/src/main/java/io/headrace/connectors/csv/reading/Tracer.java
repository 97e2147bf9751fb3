package io.headrace.connectors.csv.reading;

import java.util.zip.CRC32C;

/** Keeps the trace of what was read. Not thread-safe. */
final class Tracer {

    private final CRC32C head = new CRC32C();
    private int headBytes;
    private CsvTrace now = CsvTrace.NONE;

    /**
     * Of a file that was read before.
     *
     * @param beginning its first bytes, up to the position or to {@value CsvTrace#HEAD_BYTES}
     * @param last those right before the position
     */
    static Tracer resumed(byte[] beginning, byte[] last) {
        Tracer tracer = new Tracer();
        tracer.read(beginning, 0, beginning.length);
        tracer.now = new CsvTrace(tracer.headBytes, tracer.head.getValue(), last.length, sum(last, last.length));
        return tracer;
    }

    CsvTrace now() {
        return now;
    }

    /** Takes the next bytes of the file, a row with its line end. */
    void read(byte[] buffer, int from, int to) {
        int more = Math.min(to - from, CsvTrace.HEAD_BYTES - headBytes);
        if (more > 0) {
            head.update(buffer, from, more);
            headBytes += more;
        }
        int length = Math.min(to - from, CsvTrace.LAST_BYTES);
        CRC32C last = new CRC32C();
        last.update(buffer, to - length, length);
        now = new CsvTrace(headBytes, head.getValue(), length, last.getValue());
    }

    static long sum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }
}
