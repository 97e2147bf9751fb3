package io.headrace.connectors.csv.reading;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file's text as bytes: unpacked where it is gzip, and in UTF-8 where it is UTF-16 or UTF-32. */
final class TextStream {

    private static final int BUFFER = 1 << 16;

    private TextStream() {}

    /** The stream, with so many bytes passed over; at its end, where there are not so many. */
    static InputStream open(Path file, Charset charset, long skip) throws IOException {
        if (isGzip(file) || isWide(charset)) {
            InputStream whole = isGzip(file)
                    ? new GZIPInputStream(Files.newInputStream(file), BUFFER)
                    : new BufferedInputStream(Files.newInputStream(file), BUFFER);
            InputStream text = isWide(charset) ? new InUtf8(new InputStreamReader(whole, charset)) : whole;
            skip(text, skip);
            return text;
        }
        FileChannel channel = FileChannel.open(file);
        channel.position(skip);
        return Channels.newInputStream(channel);
    }

    private static void skip(InputStream in, long bytes) throws IOException {
        byte[] passed = new byte[BUFFER];
        long left = bytes;
        int read = 0;
        while (left > 0 && read >= 0) {
            read = in.read(passed, 0, (int) Math.min(left, BUFFER));
            left -= read;
        }
    }

    /**
     * The least size of a plain file that has so much text: a character of two bytes in UTF-16 has up to three in UTF-8.
     *
     * @param textBytes as {@link #open} gives them
     */
    static long leastFileBytes(Charset charset, long textBytes) {
        return charset.name().startsWith("UTF-16") ? textBytes * 2 / 3 : textBytes;
    }

    /** The charset of the bytes that {@link #open} gives. */
    static Charset of(Charset charset) {
        return isWide(charset) ? StandardCharsets.UTF_8 : charset;
    }

    static boolean isGzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(2);
            return head.length == 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
        }
    }

    /**
     * Looks at a file's beginning.
     *
     * @throws CsvProblem where it is no text
     */
    static void requireText(Path file, Charset charset) throws IOException {
        byte[] sample;
        try (InputStream in = open(file, StandardCharsets.UTF_8, 0)) {
            sample = in.readNBytes(BUFFER);
        }
        BinaryFiles.refuseKnown(file, sample);
        if (isWide(charset)) {
            return;
        }
        if (BinaryFiles.isMarkedUtf16(sample)) {
            throw new CsvProblem(file, "is text in UTF-16; right is " + charset.name() + ", as the others are");
        }
        BinaryFiles.refuseControls(file, sample);
    }

    private static boolean isWide(Charset charset) {
        return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
    }

    /** Characters as a stream of UTF-8. */
    private static final class InUtf8 extends InputStream {

        private final InputStreamReader reader;
        private final CharBuffer characters = CharBuffer.allocate(BUFFER / 4);
        private ByteBuffer bytes = ByteBuffer.allocate(0);

        InUtf8(InputStreamReader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (!bytes.hasRemaining() && !more()) {
                return -1;
            }
            int count = Math.min(length, bytes.remaining());
            bytes.get(into, from, count);
            return count;
        }

        private boolean more() throws IOException {
            characters.clear();
            int first = reader.read();
            if (first < 0) {
                return false;
            }
            characters.put((char) first);
            while (characters.remaining() > 1 && reader.ready()) {
                characters.put((char) reader.read());
            }
            if (Character.isHighSurrogate(characters.get(characters.position() - 1))) {
                int low = reader.read();
                characters.put(low < 0 ? '\ufffd' : (char) low);
            }
            bytes = StandardCharsets.UTF_8.encode(characters.flip());
            return true;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
