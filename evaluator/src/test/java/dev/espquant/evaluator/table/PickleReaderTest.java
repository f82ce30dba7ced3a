package dev.espquant.evaluator.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.espquant.ir.GraphException;
import dev.espquant.quant.BitWidth;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PickleReaderTest {
    private static final ImportOptions SETTLED =
            ImportOptions.DETECT.withBits(BitWidth.INT8).withConvention(ScaleConvention.SCALE);

    private static final byte[] SOUND = new PickleWriter()
            .write(ImmutableMap.of(
                    "a", item(PickleWriter.Kind.SCALAR, 0.5),
                    "b", item(PickleWriter.Kind.ARRAY, 0.25, 2),
                    "c", item(PickleWriter.Kind.FLOAT, 4)));

    /** {@code pickle.dumps({'s': numpy.float64(0.5), 'a': numpy.array([0.25, 2])}, protocol)} of Python 3.13 and NumPy 2. */
    @ParameterizedTest
    @CsvSource({PYTHON_4, PYTHON_5})
    void readsLaterProtocols(String hex) {
        Map<String, PickleValue> table = PickleReader.read(HexFormat.of().parseHex(hex), "t.pickle");

        assertThat(table.keySet()).containsExactly("s", "a");
        assertThat(table.get("s")).isEqualTo(new PickleValue.Real(0.5));
        assertThat(((PickleValue.Array) table.get("a")).values).isEqualTo(ImmutableDoubleArray.of(0.25, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cos\nsystem\n(X\u0004\0\0\0true",
                "cbuiltins\neval\n",
                "cnumpy\nload\n",
                "cnumpy.core.multiarray\nfromfile\n",
                "c__builtin__\ngetattr\n",
                "cnumpy\ndtype.type\n"
            })
    void refusesOtherFunctions(String program) {
        byte[] pickle = program.getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> PickleReader.read(pickle, "evil.pickle"))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith("evil.pickle: the pickle asks for '")
                .hasMessageContaining("nothing of it was run")
                .hasMessageContaining("do not trust this file");
    }

    @Test
    void refusesStackGlobalsLikewise() {
        byte[] pickle = HexFormat.of().parseHex("80048c026f738c0673797374656d93");

        assertThatThrownBy(() -> PickleReader.read(pickle, "evil.pickle")).hasMessageContaining("'os.system'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(ios\\nsystem\\n.; instruction 0x69",
                "(lp0\\n.; instruction 0x6c",
                "]q\\0.; instruction 0x5d",
                "X\\xff\\xff\\xff\\x7f; more than there are",
                "B\\xff\\xff\\xff\\xff; more than there are",
                "\\x96\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff; more than there are",
                "h\\5.; object 5 is used before it is there",
                "j\\xff\\xff\\xff\\xff.; used before it is there",
                "q\\0; an object is missing",
                "u; no beginning",
                "N(X\\1\\0\\0\\0aNu.; entries without a dictionary",
                "}(NNu.; a name is expected",
                "}X\\1\\0\\0\\0aNsX\\1\\0\\0\\0aNs.; there twice",
                "}(X\\1\\0\\0\\0au.; entries without",
                "}}.; does not end with one object",
                "}.}; bytes behind the end",
                "N.; it is no dictionary",
                ".; does not end with one object",
                "NNR; something other than a NumPy type is called",
                "cnumpy\\ndtype\\nN\\x85R; made in a way",
                "cnumpy\\ndtype\\nX\\2\\0\\0\\0f8\\x89\\x88\\x87RNb; has a state",
                "cnumpy\\ndtype\\nX\\1\\0\\0\\0O\\x89\\x88\\x87R; made in a way",
                "cnumpy\\nndarray\\n)R; made in a way",
                "\\x80\\1}.; protocol 1",
                "}(; cut off"
            })
    void refusesOtherPrograms(String program, String reason) {
        assertThatThrownBy(() -> PickleReader.read(bytes(program), "t.pickle"))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith("t.pickle: this is no pickled quantization table")
                .hasMessageContaining(reason);
    }

    @Test
    void memoBombsDoNotExplode() {
        // each tuple holds the one before twice: 2^500 leaves if anybody walked them
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(bytes("}X\\1\\0\\0\\0aNq\\0"));
        for (int i = 0; i < 500; i++) {
            bomb.writeBytes(bytes("h\\0\\x86q\\0"));
        }
        bomb.writeBytes(bytes("s."));

        assertThatThrownBy(() -> TablePickle.parse(bomb.toByteArray(), "bomb.pickle", ImportOptions.DETECT))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 'a'");
    }

    @Test
    void oneArrayUnderManyNamesIsBounded() {
        ImmutableDoubleArray large = ImmutableDoubleArray.copyOf(new double[100_000]);
        byte[] one = new PickleWriter().write(Map.of("a", new PickleWriter.Item(PickleWriter.Kind.ARRAY, large)));
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(one, 0, one.length - 2); // without SETITEM and STOP
        bomb.writeBytes(bytes("q\\xffs"));
        for (int i = 0; i < 1000; i++) {
            bomb.writeBytes(bytes("X\\2\\0\\0\\0"));
            bomb.write('A' + i / 50);
            bomb.write('A' + i % 50);
            bomb.writeBytes(bytes("h\\xffs"));
        }
        bomb.write('.');

        assertThatThrownBy(() -> TablePickle.parse(bomb.toByteArray(), "bomb.pickle", ImportOptions.DETECT))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("no table has more than");
    }

    @Test
    void dictionariesWithinThemselvesAreNoNumbers() {
        assertThatThrownBy(
                        () -> TablePickle.parse(bytes("}q\\0X\\1\\0\\0\\0ah\\0s."), "t.pickle", ImportOptions.DETECT))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 'a'");
    }

    @Property(seed = "2026")
    void truncationGivesAClearError(@ForAll @IntRange(min = 0, max = 300) int length) {
        byte[] part = Arrays.copyOf(SOUND, Math.min(length, SOUND.length - 1));

        assertThatThrownBy(() -> PickleReader.read(part, "t.pickle")).isInstanceOf(GraphException.class);
    }

    @Property(seed = "2026")
    void damageNeverGivesAnotherError(@ForAll @IntRange(min = 0, max = 300) int at, @ForAll byte value) {
        byte[] damaged = SOUND.clone();
        damaged[at % damaged.length] = value;
        try {
            assertThat(TablePickle.parse(damaged, "t.pickle", SETTLED).convention())
                    .isEqualTo(ScaleConvention.SCALE);
        } catch (GraphException e) {
            assertThat(e).hasMessageStartingWith("t.pickle: ");
        }
    }

    private static PickleWriter.Item item(PickleWriter.Kind kind, double... values) {
        return new PickleWriter.Item(kind, ImmutableDoubleArray.copyOf(values));
    }

    /** Text with {@code \n}, {@code \x00} and {@code \0} to {@code \9} for bytes. */
    private static byte[] bytes(String program) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < program.length(); i++) {
            char c = program.charAt(i);
            if (c != '\\') {
                out.write(c);
            } else if (program.charAt(++i) == 'x') {
                out.write(Integer.parseInt(program.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                out.write(program.charAt(i) == 'n' ? '\n' : program.charAt(i) - '0');
            }
        }
        return out.toByteArray();
    }

    private static final String PYTHON_4 =
            "800495c3000000000000007d94288c0173948c166e756d70792e5f636f72652e6d756c74696172726179948c06736361"
                    + "6c61729493948c056e756d7079948c0564747970659493948c02663894898887945294284b038c013c944e4e4e4affff"
                    + "ffff4affffffff4b007494624308000000000000e03f94869452948c01619468028c0c5f7265636f6e73747275637494"
                    + "939468058c076e6461727261799493944b0085944301629487945294284b014b028594680a894310000000000000d03f"
                    + "000000000000004094749462752e";

    private static final String PYTHON_5 =
            "800595c5000000000000007d94288c0173948c166e756d70792e5f636f72652e6d756c74696172726179948c06736361"
                    + "6c61729493948c056e756d7079948c0564747970659493948c02663894898887945294284b038c013c944e4e4e4affff"
                    + "ffff4affffffff4b007494624308000000000000e03f94869452948c0161948c136e756d70792e5f636f72652e6e756d"
                    + "65726963948c0b5f66726f6d62756666657294939428961000000000000000000000000000d03f000000000000004094"
                    + "680a4b0285948c01439474945294752e";
}
