package io.headrace.connectors.csv.reading;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds out how a column's times are written. */
public final class DateSniffer {

    private static final int SAMPLE = 1_000;
    private static final int PROBES = 100;
    private static final double MOST = 0.98;
    private static final Pattern LOOKS_LIKE_ONE = Pattern.compile(".*\\d.*[-/.:, ].*\\d.*|\\d{8}|\\d{9,17}(\\.\\d+)?");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Pattern COMPACT = Pattern.compile("(19|20)\\d{6}");
    private static final Pattern TELLING =
            Pattern.compile(".*(time|date|datum|stamp|epoch|when).*|ts|at|.*[_ ](ts|at)");

    private static final List<String> DAYS = List.of(
            "d/M/yyyy",
            "M/d/yyyy",
            "d.M.yyyy",
            "d-M-yyyy",
            "M-d-yyyy",
            "yyyy/M/d",
            "yyyy.M.d",
            "d/M/yy",
            "M/d/yy",
            "d.M.yy",
            "d-MMM-yyyy",
            "d-MMM-yy",
            "d MMM yyyy",
            "d MMMM yyyy",
            "MMM d, yyyy",
            "MMMM d, yyyy");
    private static final List<String> CANDIDATES = Stream.concat(
                    Stream.of(TimeText.ISO),
                    DAYS.stream()
                            .flatMap(day -> Stream.of(
                                    day + "[ H:mm[:ss[.SSS]]]",
                                    day + " h:mm[:ss] a",
                                    day + "'T'H:mm[:ss[.SSS]]",
                                    day + ", H:mm[:ss]")))
            .toList();

    private DateSniffer() {}

    /**
     * @param name the column's: numbers are times only where it says so
     * @param values in the file's order, none of them missing
     * @return formats in the order to be tried, for {@link TimeText}; empty where the column does not hold times
     */
    public static List<String> sniff(String name, List<String> values) {
        List<String> sample = spread(values, SAMPLE);
        long likely = sample.stream()
                .filter(text -> LOOKS_LIKE_ONE.matcher(text).matches())
                .count();
        if (sample.isEmpty() || likely < MOST * sample.size()) {
            return List.of();
        }
        if (sample.stream().allMatch(text -> NUMBER.matcher(text).matches())) {
            return numbers(name.toLowerCase(Locale.ROOT), sample);
        }
        return cover(sample);
    }

    /** Two formats that both fit every value ({@code d/M/yyyy}, {@code M/d/yyyy}): no value tells which is right. */
    public static boolean ambiguous(String format, List<String> values) {
        return (format.startsWith("d/M") || format.startsWith("M/d"))
                && Candidate.of(format, values).fits()
                        == Candidate.of(swapped(format), values).fits();
    }

    private static String swapped(String format) {
        return format.startsWith("d/M") ? "M/d" + format.substring(3) : "d/M" + format.substring(3);
    }

    /** So many of the values, in their order, at uneven distances: a format may be that of every second row. */
    private static List<String> spread(List<String> values, int most) {
        if (values.size() <= most) {
            return values;
        }
        SplittableRandom random = new SplittableRandom(most);
        return IntStream.range(0, most)
                .mapToLong(i -> random.nextLong((long) i * values.size() / most, (i + 1L) * values.size() / most))
                .mapToObj(place -> values.get((int) place))
                .toList();
    }

    private static List<String> numbers(String name, List<String> sample) {
        boolean telling = TELLING.matcher(name).matches();
        if (telling && sample.stream().allMatch(text -> COMPACT.matcher(text).matches())) {
            return Candidate.of("yyyyMMdd", sample).fits() == sample.size() ? List.of("yyyyMMdd") : List.of();
        }
        List<Double> numbers = sample.stream().map(Double::parseDouble).toList();
        if (telling && numbers.stream().allMatch(number -> number > 3e8 && number < 5e9)) {
            return List.of(TimeText.EPOCH_SECONDS);
        }
        if (telling && numbers.stream().allMatch(number -> number > 3e11 && number < 5e12 && number % 1 == 0)) {
            return List.of(TimeText.EPOCH_MILLIS);
        }
        return List.of();
    }

    /** The one that fits most, and a second where that is needed for the rest. */
    private static List<String> cover(List<String> sample) {
        Optional<Candidate> first = best(sample);
        if (first.isEmpty() || first.get().fits() >= MOST * sample.size()) {
            return first.map(Candidate::format).stream().toList();
        }
        TimeText read = new TimeText(List.of(first.get().format()));
        List<String> rest =
                sample.stream().filter(text -> read.parse(text).isEmpty()).toList();
        return best(rest)
                .filter(second -> first.get().fits() + second.fits() >= MOST * sample.size())
                .map(second -> List.of(first.get().format(), second.format()))
                .orElse(List.of());
    }

    private static Optional<Candidate> best(List<String> sample) {
        List<String> probes = spread(sample, PROBES);
        return CANDIDATES.stream()
                .filter(format -> Candidate.of(format, probes).fits() > 0)
                .map(format -> Candidate.of(format, sample))
                .min(Comparator.comparingInt((Candidate candidate) -> -candidate.fits())
                        .thenComparingInt(Candidate::backwards));
    }

    /**
     * @param fits how many values it reads
     * @param backwards how often the next value is earlier: the right format is the one in which a file is in order
     */
    private record Candidate(String format, int fits, int backwards) {

        static Candidate of(String format, List<String> sample) {
            TimeText times = new TimeText(List.of(format));
            int fits = 0;
            int backwards = 0;
            long last = Long.MIN_VALUE;
            for (String text : sample) {
                OptionalLong time = times.parse(text);
                if (time.isPresent()) {
                    fits++;
                    backwards += time.getAsLong() < last ? 1 : 0;
                    last = time.getAsLong();
                }
            }
            return new Candidate(format, fits, backwards);
        }
    }
}
