package io.headrace.standalone.replay.prequential;

/** Learners that cost nothing. As in MOA, they say the first class, or 0, before they know a label. */
final class ReferencePredictor {

    private ReferencePredictor() {}

    /** The newest label: MOA's NoChange. */
    static final class Newest implements Examples.Learner {

        private double label;

        @Override
        public void learn(double newer) {
            label = newer;
        }

        @Override
        public double answer() {
            return label;
        }
    }

    /** The class most frequent so far, the first of equals: MOA's MajorityClass. */
    static final class Majority implements Examples.Learner {

        private final long[] counts;
        private int most;

        Majority(int classes) {
            this.counts = new long[classes];
        }

        @Override
        public void learn(double label) {
            int number = (int) label;
            counts[number]++;
            if (counts[number] > counts[most] || (counts[number] == counts[most] && number < most)) {
                most = number;
            }
        }

        @Override
        public double answer() {
            return most;
        }
    }

    /** How much of what is known is of one class. */
    static final class Share implements Examples.Learner {

        private final int ofClass;
        private final double before;
        private long hits;
        private long known;

        /** @param before what to say before a label is known */
        Share(int ofClass, double before) {
            this.ofClass = ofClass;
            this.before = before;
        }

        @Override
        public void learn(double label) {
            hits += label == ofClass ? 1 : 0;
            known++;
        }

        @Override
        public double answer() {
            return known == 0 ? before : (double) hits / known;
        }
    }

    /** The mean so far. */
    static final class Mean implements Examples.Learner {

        private double sum;
        private long known;

        @Override
        public void learn(double label) {
            sum += label;
            known++;
        }

        @Override
        public double answer() {
            return known == 0 ? 0 : sum / known;
        }
    }
}
