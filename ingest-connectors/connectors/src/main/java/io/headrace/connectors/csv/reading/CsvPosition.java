package io.headrace.connectors.csv.reading;

/**
 * Where in a file to go on: before a row.
 *
 * @param bytes from the beginning of the unpacked file (of UTF-16: of the same text in UTF-8)
 * @param line that begins there, from 1
 * @param trace of what was read up to there
 */
public record CsvPosition(long bytes, long line, CsvTrace trace) {

    /** The beginning of a file, before its header. */
    public static final CsvPosition START = new CsvPosition(0, 1, CsvTrace.NONE);
}
