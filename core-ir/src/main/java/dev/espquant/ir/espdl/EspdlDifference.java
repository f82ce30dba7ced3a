package dev.espquant.ir.espdl;

/**
 * One thing in which two models differ.
 *
 * @param where what kind of thing it is: {@code model}, {@code node}, {@code value}, {@code constant}, {@code input}, {@code output}, {@code test}
 * @param name its name, as in the file
 * @param what the difference in words, the first model's side first
 */
public record EspdlDifference(String where, String name, String what) {
    @Override
    public String toString() {
        return where + " '" + name + "': " + what;
    }
}
