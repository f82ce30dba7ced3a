package dev.espquant.evaluator.espdl;

/**
 * What saturated in a layer.
 *
 * @param sums output elements of which a sum of products left its register on the way
 * @param results output elements that the output's type could not hold
 */
public record Saturation(long sums, long results) {
    public static final Saturation NONE = new Saturation(0, 0);

    public boolean isNone() {
        return sums == 0 && results == 0;
    }

    Saturation plus(Saturation other) {
        return new Saturation(sums + other.sums, results + other.results);
    }
}
