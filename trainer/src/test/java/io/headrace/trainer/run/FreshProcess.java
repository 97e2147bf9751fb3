package io.headrace.trainer.run;

import io.headrace.schemas.definition.ProblemKind;
import io.headrace.trainer.Synthetic;

/** Trains in a process of its own and says the digest. */
public final class FreshProcess {

    private FreshProcess() {}

    /**
     * Trains on the synthetic problem.
     *
     * @param arguments the kind of problem and how many examples
     */
    public static void main(String[] arguments) {
        ProblemKind kind = ProblemKind.valueOf(arguments[0]);
        System.out.println("sha256=" + digest(kind, Integer.parseInt(arguments[1])));
    }

    static String digest(ProblemKind kind, int examples) {
        return RunFixture.candidate(Synthetic.definition(kind), Synthetic.examples(kind, examples, 9))
                .artifact()
                .sha256();
    }
}
