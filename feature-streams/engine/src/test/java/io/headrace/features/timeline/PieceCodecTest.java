package io.headrace.features.timeline;

import static io.headrace.features.timeline.Store.LAYOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is written is read back, what is not whole is refused. */
class PieceCodecTest {

    @Test
    void pieceThatIsDamagedOrOfAnotherVersionIsRefused() {
        Timeline line = Timeline.empty(LAYOUT, new Store());
        line.add(1, 1, 1, 1, 1);
        byte[] root = line.root();
        byte[] other = root.clone();
        other[0] = 9;
        assertThatThrownBy(() -> Timeline.read(LAYOUT, other, new Store()))
                .isInstanceOf(CorruptPieceException.class)
                .hasMessageContaining("version 9");
        assertThatThrownBy(() -> Timeline.read(LAYOUT, Arrays.copyOf(root, root.length - 1), new Store()))
                .isInstanceOf(CorruptPieceException.class);
    }

    @Property(tries = 1000)
    void numbersAreReadBackToTheBit(@ForAll("numbers") List<Double> numbers) {
        Store store = new Store();
        Timeline line = Timeline.empty(LAYOUT, store);
        for (int i = 0; i < numbers.size(); i++) {
            line.add(i, 0, 0, numbers.get(i), 0);
        }
        store.write(line);
        Timeline read = Timeline.read(LAYOUT, line.root(), store);
        for (int i = 0; i < numbers.size(); i++) {
            double number = numbers.get(i);
            assertThat(read.lastBefore(i + 1, 1)).isPresent();
            assertThat(Double.doubleToRawLongBits(
                            read.lastBefore(i + 1, 0).orElseThrow().number()))
                    .isEqualTo(Double.doubleToRawLongBits(number));
        }
    }

    @Provide
    Arbitrary<List<Double>> numbers() {
        Arbitrary<Double> decimals = Arbitraries.longs()
                .between(-(1L << 52), 1L << 52)
                .flatMap(whole -> Arbitraries.of(1.0, 1e1, 1e2, 1e4, 1e6, 1e8).map(power -> whole / power));
        Arbitrary<Double> large = Arbitraries.integers().between(-9, 9).map(i -> i * 1e13);
        Arbitrary<Double> small = Arbitraries.integers().between(-999, 999).map(i -> i / 1e6);
        return Arbitraries.oneOf(
                        decimals,
                        large,
                        small,
                        Arbitraries.of(0.0, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE),
                        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Property(tries = 500)
    void whateverBytesComeTheyAreReadOrRefused(@ForAll byte[] bytes, @ForAll boolean version) {
        if (version && bytes.length > 1) {
            bytes[0] = PieceCodec.VERSION;
        }
        try {
            assertThat(Timeline.read(LAYOUT, bytes, new Store()).root()).isNotEmpty();
        } catch (CorruptPieceException refused) {
            assertThat(refused).hasMessageContaining("piece");
        }
    }

    @Test
    void aColumnThatIsNewIsMissingForThePastAndOneThatIsGoneIsSkipped() {
        Store store = new Store();
        Timeline line = Timeline.empty(LAYOUT, store);
        for (int i = 0; i < 500; i++) {
            line.add(i * 1000L, i, 0, i, i % 3);
        }
        store.write(line);
        Layout other = new Layout(List.of(new Column.Numbers(3), new Column.Numbers(1)));
        Timeline read = Timeline.read(other, store.root, store);
        read.add(500_000, 1, 0, 7, 8);
        NumberRunning fresh = new NumberRunning(true);
        NumberRunning kept = new NumberRunning(true);
        read.tally(0, 0, 1_000_000, fresh);
        read.tally(1, 0, 1_000_000, kept);
        assertThat(fresh.count()).isEqualTo(1);
        assertThat(kept.count()).isEqualTo(501);
        assertThat(kept.sum()).isEqualTo(499 * 500 / 2 + 8);
    }
}
