package io.headrace.schemas.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.topics.RecordSize;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuarantineRecordTest {

    private static final int LIMIT = 512 << 10;
    private static final Quarantined WHY =
            new Quarantined("payments.raw", 2, 88_123, 1_700_000_000_000L, "cleaning", "too-large", "it is too large");

    /** What a record is made of, in bytes; a size below 0 stands for null. */
    record Sizes(int key, int value, int headers, int ofHeader) {}

    @Property(tries = 300)
    void whateverARecordsSizeItFitsAndSaysWhatWasCut(@ForAll("sizes") Sizes sizes) {
        Random random = new Random(sizes.hashCode());
        byte[] key = bytes(random, sizes.key());
        byte[] value = bytes(random, sizes.value());
        Headers own = new RecordHeaders();
        for (int i = 0; i < sizes.headers(); i++) {
            own.add("ä" + i, bytes(random, sizes.ofHeader()));
        }

        QuarantineRecord kept = QuarantineRecord.of(key, value, own, WHY, LIMIT);

        assertThat(batchBytes(kept.key(), kept.value(), kept.headers())).isLessThanOrEqualTo(LIMIT);
        assertThat(RecordSize.of(kept.key(), kept.value(), kept.headers()))
                .isBetween((long) batchBytes(kept.key(), kept.value(), kept.headers()), (long) LIMIT);
        assertThat(Quarantined.read(kept.headers())).contains(WHY);
        isWholeOrHead(value, kept.value(), kept.headers(), QuarantineRecord.SIZE, QuarantineRecord.SHA_256);
        isWholeOrHead(key, kept.key(), kept.headers(), QuarantineRecord.KEY_SIZE, QuarantineRecord.KEY_SHA_256);
        if (text(kept.headers(), QuarantineRecord.HEADERS_OMITTED).isEmpty()) {
            assertThat(Arrays.stream(kept.headers().toArray()).toList()).containsAll(Arrays.asList(own.toArray()));
        } else {
            assertThat(text(kept.headers(), QuarantineRecord.HEADERS_OMITTED)).isEqualTo("" + sizes.headers());
        }
    }

    @Test
    void onlyWhatMustBeIsCut() {
        byte[] value = new byte[LIMIT];
        Headers own = new RecordHeaders().add("trace", new byte[1000]);

        QuarantineRecord kept = QuarantineRecord.of(new byte[1000], value, own, WHY, LIMIT);

        assertThat(kept.key()).hasSize(1000);
        assertThat(kept.value()).hasSize(QuarantineRecord.HEAD_BYTES);
        assertThat(kept.headers().lastHeader("trace")).isNotNull();
    }

    @Test
    void whatFitsIsTheRecordItself() {
        byte[] value = new byte[LIMIT / 2];

        QuarantineRecord kept = QuarantineRecord.of(null, value, new RecordHeaders(), WHY, LIMIT);

        assertThat(kept.key()).isNull();
        assertThat(kept.value()).isSameAs(value);
        assertThat(kept.headers().lastHeader(QuarantineRecord.SIZE)).isNull();
    }

    @Test
    void whatWasCutBeforeIsNotSaidOfWhatIsSentAgain() {
        Headers before = QuarantineRecord.of(null, new byte[LIMIT], new RecordHeaders(), WHY, LIMIT)
                .headers();

        QuarantineRecord again = QuarantineRecord.of(null, new byte[10], before, WHY, LIMIT);

        assertThat(again.headers().lastHeader(QuarantineRecord.SIZE)).isNull();
    }

    @Provide
    Arbitrary<Sizes> sizes() {
        Arbitrary<Integer> size = Arbitraries.oneOf(
                Arbitraries.integers().between(-1, 100),
                Arbitraries.integers().between(0, 3 * LIMIT),
                Arbitraries.integers().between(LIMIT - 2000, LIMIT + 10));
        return Combinators.combine(
                        size,
                        size,
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(-1, 100),
                                Arbitraries.integers().between(0, LIMIT / 10)))
                .as(Sizes::new);
    }

    private static void isWholeOrHead(
            byte @Nullable [] original, byte @Nullable [] kept, Headers headers, String size, String digest) {
        if (text(headers, size).isEmpty()) {
            assertThat(kept).isEqualTo(original);
            return;
        }
        assertThat(kept).isEqualTo(Arrays.copyOf(original, QuarantineRecord.HEAD_BYTES));
        assertThat(text(headers, size)).isEqualTo("" + original.length);
        assertThat(text(headers, digest)).isEqualTo(sha256(original));
    }

    /** What a broker would see: the batch of this one record. */
    private static int batchBytes(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return MemoryRecords.withRecords(
                        Compression.NONE, new SimpleRecord(Long.MAX_VALUE, key, value, headers.toArray()))
                .sizeInBytes();
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? "" : new String(header.value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] bytes(Random random, int size) {
        if (size < 0) {
            return null;
        }
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
