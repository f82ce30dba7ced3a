package dev.espquant.optimizer.passes.normalize;

import static dev.espquant.testing.GraphAssert.assertThat;

import com.google.common.base.Splitter;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ReplaceEinsumWithMatmulTest {
    private final PassTester.Given tester = PassTester.of(new ReplaceEinsumWithMatmul());

    @Example
    void multipliesMatrices() {
        assertThat(fired("bij, bjk -> bik")).hasOperators("MatMul");
        assertThat(fired("ij,jk")).hasOperators("MatMul");
        assertThat(fired("hij,jk->hik")).hasOperators("MatMul");
    }

    @Example
    void transposesWhatTheEquationTransposes() {
        assertThat(fired("bhid,bhjd->bhij")).hasOperators("Transpose", "MatMul");
        assertThat(fired("bij,bjk->bki")).hasOperators("MatMul", "Transpose");
    }

    @Example
    void joinsAxesAsAttentionLayersOfKerasNeed() {
        assertThat(fired("abc,cde->abde")).hasOperators("Reshape", "Reshape", "MatMul", "Reshape");
        assertThat(fired("abcd,cde->abe")).hasOperators("Reshape", "Reshape", "MatMul", "Reshape");
        assertThat(fired("aecd,abcd->acbe")).hasOperators("Transpose", "Transpose", "MatMul", "Transpose");
    }

    @Example
    void multipliesVectors() {
        assertThat(fired("i,ij->j")).hasOperators("MatMul");
        assertThat(fired("i,i->")).hasOperators("MatMul");
    }

    /** Any number of letters in each group, in any order. */
    @Property(tries = 60, seed = "2026")
    void computesWhatTheEquationSays(
            @ForAll @IntRange(max = 2) int batch,
            @ForAll @IntRange(max = 2) int rows,
            @ForAll @IntRange(min = 1, max = 2) int inner,
            @ForAll @IntRange(max = 2) int columns,
            @ForAll Random random) {
        String b = "abc".substring(0, batch);
        String m = "mno".substring(0, rows);
        String k = "kl".substring(0, inner);
        String n = "xyz".substring(0, columns);
        Graph result = fired(
                shuffled(b + m + k, random) + "," + shuffled(b + k + n, random) + "->" + shuffled(b + m + n, random));
        assertThat(result).hasNoOperator("Einsum");
    }

    @Example
    void staysForOtherEquations() {
        for (String equation : List.of("bij,cjk->bik", "ij,ik->i", "ii,ij->ij", "i,j->ij", "ij,ij->ij")) {
            tester.given(model(equation)).doesNotFire();
        }
        tester.given(Graphs.model("m")
                        .input("a", DataType.FLOAT, 2, 3, 4)
                        .node("Einsum", "a", "y", "equation", "bij->bj")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Example
    void joinsNoAxesOfUnknownSize() {
        Shape open = Shape.of(List.of(Dimension.named("N"), Dimension.of(3), Dimension.of(4)));
        Graphs base = Graphs.model("m").input("a", DataType.FLOAT, open).input("w", DataType.FLOAT, 4, 2, 5);
        tester.given(base.node("Einsum", "a w", "y", "equation", "abc,cde->abde")
                        .output("y")
                        .build())
                .doesNotFire();
        assertThat(tester.given(Graphs.model("m")
                                .input("a", DataType.FLOAT, open)
                                .input("w", DataType.FLOAT, 4, 2)
                                .node("Einsum", "a w", "y", "equation", "abc,cd->abd")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("MatMul");
    }

    private Graph fired(String equation) {
        return tester.given(model(equation)).fires(1);
    }

    /** Operands whose sizes follow from the letters. */
    private static Model model(String equation) {
        List<String> operands = Splitter.onPattern("->|,").splitToList(equation.replace(" ", ""));
        return Graphs.model("m")
                .input("a", DataType.FLOAT, sizes(operands.get(0)))
                .input("b", DataType.FLOAT, sizes(operands.get(1)))
                .node("Einsum", "a b", "y", "equation", equation)
                .output("y")
                .build();
    }

    private static long[] sizes(String letters) {
        return letters.chars().mapToLong(c -> 2 + c % 3).toArray();
    }

    private static String shuffled(String letters, Random random) {
        List<String> shuffled =
                new ArrayList<>(letters.chars().mapToObj(Character::toString).toList());
        Collections.shuffle(shuffled, random);
        return shuffled.stream().collect(Collectors.joining());
    }
}
