package io.headrace.connectors.csv.reading;

/**
 * Where a row stands.
 *
 * @param file as the reader was told
 * @param line its first line in the file, from 1
 * @param row its number among all rows read, over all files, from 1; the header and empty lines have none
 */
public record RowPlace(String file, long line, long row) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
