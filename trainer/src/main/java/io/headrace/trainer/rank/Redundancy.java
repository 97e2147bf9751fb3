package io.headrace.trainer.rank;

import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.trainer.data.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which features say the same as which: numbers by Spearman's correlation, categories by what they tell of each other. */
final class Redundancy {

    /** From here on two features are taken for one. */
    static final double SAME = 0.95;

    private final Map<String, Ranks> ranks = new LinkedHashMap<>();
    private final Map<String, Parted> categories = new LinkedHashMap<>();

    Redundancy(Dataset rows) {
        FeatureSignature signature = rows.signature();
        for (int i = 0; i < signature.numeric().size(); i++) {
            ranks.put(signature.numeric().get(i), Ranks.of(rows, i));
        }
        for (int i = 0; i < signature.categorical().size(); i++) {
            categories.put(signature.categorical().get(i), Parted.categorical(rows, i, 1));
        }
    }

    /**
     * Groups features: each is with the first one that says the same, if there is one.
     *
     * @param inOrder all features; of those that are the same the first is told by
     * @return by the first of each group, the others and how much alike they are
     */
    Map<String, List<RankedFeature.Twin>> groups(List<String> inOrder) {
        Map<String, List<RankedFeature.Twin>> groups = new LinkedHashMap<>();
        for (String feature : inOrder) {
            String first = groups.keySet().stream()
                    .filter(other -> Math.abs(likeness(feature, other)) >= SAME)
                    .findFirst()
                    .orElse(feature);
            List<RankedFeature.Twin> twins = groups.computeIfAbsent(first, _ -> new ArrayList<>());
            if (!first.equals(feature)) {
                twins.add(new RankedFeature.Twin(feature, likeness(feature, first)));
            }
        }
        return groups;
    }

    /** −1 to 1; of a number and a category 0. */
    private double likeness(String one, String other) {
        Ranks ranked = ranks.get(one);
        Ranks otherRanked = ranks.get(other);
        if (ranked != null && otherRanked != null) {
            return ranked.correlation(otherRanked);
        }
        Parted category = categories.get(one);
        Parted otherCategory = categories.get(other);
        if (category == null || otherCategory == null) {
            return 0;
        }
        double most = Math.max(category.entropy(), otherCategory.entropy());
        return most > 0 ? category.information(otherCategory) / most : 0;
    }
}
