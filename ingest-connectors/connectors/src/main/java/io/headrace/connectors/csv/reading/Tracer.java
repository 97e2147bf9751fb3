package io.headrace.connectors.csv.reading;

import java.util.zip.CRC32C;

/** Keeps the trace of what was read. It is summed up when it is asked for, which is not after each row. Not thread-safe. */
final class Tracer {

    private final CRC32C head = new CRC32C();
    private int headBytes;
    private final byte[] last = new byte[CsvTrace.LAST_BYTES];
    private int lastBytes;

    /**
     * Of a file that was read before.
     *
     * @param beginning its first bytes, up to the position or to {@value CsvTrace#HEAD_BYTES}
     * @param last those right before the position
     */
    static Tracer resumed(byte[] beginning, byte[] last) {
        Tracer tracer = new Tracer();
        tracer.read(beginning, 0, beginning.length);
        tracer.keep(last, 0, last.length);
        return tracer;
    }

    CsvTrace now() {
        return new CsvTrace(headBytes, head.getValue(), lastBytes, sum(last, lastBytes));
    }

    /** Takes the next bytes of the file, a row with its line end. */
    void read(byte[] buffer, int from, int to) {
        int more = Math.min(to - from, CsvTrace.HEAD_BYTES - headBytes);
        if (more > 0) {
            head.update(buffer, from, more);
            headBytes += more;
        }
        keep(buffer, Math.max(from, to - CsvTrace.LAST_BYTES), to);
    }

    private void keep(byte[] buffer, int from, int to) {
        lastBytes = to - from;
        System.arraycopy(buffer, from, last, 0, lastBytes);
    }

    static long sum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }
}
