package io.headrace.connectors.csv.reading;

import io.headrace.schemas.definition.CsvDialect;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds out from a file's first megabyte how it is written. */
public final class DialectSniffer {

    private static final int SAMPLE_BYTES = 1 << 20;

    private DialectSniffer() {}

    /**
     * The dialect, without date formats.
     *
     * @throws CsvProblem where there is no such file, it is empty, or is no text
     */
    public static CsvDialect sniff(Path file) {
        byte[] sample = sample(file);
        if (sample.length == 0) {
            throw new CsvProblem(file, "is empty; a header and rows would be right");
        }
        Charset charset = charset(file, sample);
        String text = charset.decode(ByteBuffer.wrap(sample)).toString();
        return ShapeSniffer.sniff(text.startsWith("\ufeff") ? text.substring(1) : text, charset.name());
    }

    private static byte[] sample(Path file) {
        if (Files.isDirectory(file)) {
            throw new CsvProblem(file, "is a folder; name a file");
        }
        try (InputStream in = TextStream.open(file, StandardCharsets.UTF_8, 0)) {
            return in.readNBytes(SAMPLE_BYTES);
        } catch (NoSuchFileException e) {
            throw new CsvProblem(file, "there is no such file", e);
        } catch (EOFException e) {
            throw new CsvProblem(file, "the gzip file ends in the middle; it was perhaps not written to its end", e);
        } catch (IOException e) {
            throw new CsvProblem(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static Charset charset(Path file, byte[] sample) {
        if (BinaryFiles.isMarkedUtf16(sample)) {
            return StandardCharsets.UTF_16;
        }
        BinaryFiles.refuseKnown(file, sample);
        Optional<Charset> wide = wide(sample);
        if (wide.isPresent()) {
            return wide.get();
        }
        BinaryFiles.refuseControls(file, sample);
        return isUtf8(sample) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
    }

    /** UTF-16 without its mark: of ASCII text every second byte is zero. */
    private static Optional<Charset> wide(byte[] sample) {
        int[] zeros = new int[2];
        int length = Math.min(sample.length, 4_096);
        for (int i = 0; i < length; i++) {
            zeros[i % 2] += sample[i] == 0 ? 1 : 0;
        }
        if (zeros[1] > length * 0.4 && zeros[0] == 0) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return zeros[0] > length * 0.4 && zeros[1] == 0 ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private static boolean isUtf8(byte[] sample) {
        CharBuffer characters = CharBuffer.allocate(sample.length);
        // The sample may end within a character.
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(sample), characters, false);
        return !result.isError();
    }
}
