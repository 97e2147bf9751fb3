package io.headrace.trainer.window;

import io.headrace.schemas.feature.Example;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The examples of one training, at one position of the stream.
 *
 * @param firsts per partition the offset of the first of them
 */
public record Selection(List<Example> examples, Map<Integer, Long> firsts) {

    public Selection {
        examples = List.copyOf(examples);
        firsts = Map.copyOf(firsts);
    }

    static Selection of(List<Located> located) {
        Map<Integer, Long> firsts = new TreeMap<>();
        located.forEach(one -> firsts.merge(one.partition(), one.offset(), Math::min));
        return new Selection(located.stream().map(Located::example).toList(), firsts);
    }
}
