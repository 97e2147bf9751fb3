package io.headrace.trainer.family;

import java.util.Collections;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/**
 * What is chosen before a fit, by name.
 *
 * @param values in alphabetical order of their names
 */
public record Hyperparameters(Map<String, Double> values) {

    public Hyperparameters {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** A value that the family itself put in. */
    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new NoSuchElementException("no parameter \"" + name + "\" among " + values.keySet());
        }
        return value;
    }

    /** A value that is a whole number. */
    public int whole(String name) {
        return (int) Math.round(get(name));
    }
}
