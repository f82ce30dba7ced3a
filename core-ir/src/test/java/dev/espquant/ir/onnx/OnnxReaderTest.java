package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.schema.GraphProto;
import dev.espquant.ir.onnx.schema.ModelProto;
import dev.espquant.ir.onnx.schema.TensorProto;
import dev.espquant.testing.GraphAssert;
import dev.espquant.testing.Graphs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are damaged or made to harm: every one is a valid model or one error, in bounded time and memory. */
@Timeout(120)
class OnnxReaderTest {
    private static final Model SMALL = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 4)
            .initializer("w", Graphs.ramp(4, 2))
            .initializer("b", Graphs.ramp(2))
            .valueInfo("h", DataType.FLOAT, 1, 2)
            .node("MatMul", "x w", "h")
            .node("Add", "h b", "s")
            .node("LeakyRelu", "s", "y", "alpha", 0.1)
            .output("y", DataType.FLOAT, 1, 2)
            .build();

    @TempDir
    Path folder;

    @Test
    void readsFilesAndBytes() throws IOException {
        byte[] bytes = OnnxWriter.toBytes(SMALL);
        Path file = Files.write(folder.resolve("m.onnx"), bytes);
        assertThat(OnnxReader.read(file)).isEqualTo(SMALL);
        Model fromBytes = OnnxReader.read(bytes, "bytes");
        Arrays.fill(bytes, (byte) 0);
        assertThat(fromBytes).isEqualTo(SMALL);
    }

    @Test
    void whatIsReadIsNormal() {
        Model model = OnnxReader.read(
                Protos.model(Protos.graph(
                                        Protos.node("Relu", "a", "y")
                                                .setDomain("ai.onnx")
                                                .setName("n"),
                                        Protos.node("Add", "x w", "a").setName("n"),
                                        Protos.node("Neg", "y", "z"))
                                .addInput(Protos.value("w", 1))
                                .addInitializer(Protos.tensor("w", 4, 1))
                                .addOutput(Protos.value("z", 1)))
                        .setIrVersion(3)
                        .build()
                        .toByteArray(),
                "m");
        GraphAssert.assertThat(model)
                .isValid()
                .hasInputs("x")
                .hasOperators("Add", "Relu", "Neg")
                .hasNodes("n", "n_1", "Neg_2");
        assertThat(model.graph().nodes()).allMatch(n -> n.domain().isEmpty());
    }

    @Test
    void filesThatAreNoModel() throws IOException {
        refused(new byte[0], "it is empty");
        refused("# This is a readme, not a model.\n".getBytes(StandardCharsets.UTF_8), "no ONNX file");
        refused("{\"model\": 1}".getBytes(StandardCharsets.UTF_8), "Fix: export or download it again");
        refused(new byte[] {0x50, 0x4b, 3, 4, 20, 0, 0, 0}, "m.onnx");
        refused(new byte[1000], "no ONNX file");
        refused(ModelProto.newBuilder().setIrVersion(8).build().toByteArray(), "it holds no graph");
        assertThatThrownBy(() -> OnnxReader.read(folder))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("it is a directory");
        assertThatThrownBy(() -> OnnxReader.read(folder.resolve("missing.onnx")))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("missing.onnx: there is no such file");
    }

    @Test
    void everyTruncation() {
        byte[] bytes = OnnxWriter.toBytes(SMALL);
        for (int length = 0; length < bytes.length; length++) {
            validOrRefused(Arrays.copyOf(bytes, length));
        }
    }

    @Test
    void everyByteChanged() {
        byte[] bytes = OnnxWriter.toBytes(SMALL);
        for (int i = 0; i < bytes.length; i++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff, bytes[i] ^ 1, bytes[i] ^ 0x10}) {
                byte[] changed = bytes.clone();
                changed[i] = (byte) value;
                validOrRefused(changed);
            }
        }
    }

    @Test
    void randomBytes() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            validOrRefused(bytes);
        }
    }

    @Test
    void aNodeThatReadsWhatNothingProvides() {
        refused(
                model(Protos.graph(Protos.node("Relu", "nowhere", "y"))),
                "m.onnx: node 'Relu_0' (Relu): value 'nowhere': it is read, but no node");
    }

    @Test
    void aNodeWithoutAnInputThatItsOperatorNeeds() {
        refused(
                model(Protos.graph(Protos.node("Conv", "x", "y"))),
                "m.onnx: node 'Conv_0' (Conv): it has no input 1, and the operator needs 2");
    }

    @Test
    void twoProducersOfOneValue() {
        refused(
                model(Protos.graph(
                        Protos.node("Relu", "x", "y").setName("a"),
                        Protos.node("Abs", "x", "y").setName("b"))),
                "m.onnx: node 'b' (Abs): value 'y': it is the output of node 'a' and also");
    }

    @Test
    void cycles() {
        refused(
                model(Protos.graph(Protos.node("Relu", "b", "a"), Protos.node("Abs", "a", "b"))),
                "m.onnx: node",
                "cycle of 2");
    }

    @Test
    void graphsInsideGraphsWithoutEnd() throws IOException {
        refused(nested(10_000), "graphs nest deeper than 32");
        refused(nested(1_000_000), "m.onnx: ");
        refused(nested(33), "graphs nest deeper than 32");
        assertThatCode(() -> OnnxReader.read(nested(32), "m.onnx")).doesNotThrowAnyException();
    }

    @Test
    void groupsInsideGroupsWithoutEnd() {
        byte[] groups = new byte[1_000_000];
        for (int i = 0; i < groups.length; i += 2) {
            // The start of group 100.
            groups[i] = (byte) 0xa3;
            groups[i + 1] = 0x06;
        }
        refused(groups, "m.onnx");
    }

    @Test
    void millionsOfEmptyNodes() {
        byte[] nodes = new byte[20_000_000];
        for (int i = 0; i < nodes.length; i += 2) {
            nodes[i] = 0x0a;
        }
        refused(wrapped(nodes), "more than", "parts");
    }

    @Test
    void tensorsThatClaimMoreThanTheyHold() {
        for (long size : new long[] {-1, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE}) {
            refused(
                    model(Protos.graph()
                            .addInitializer(TensorProto.newBuilder()
                                    .setName("bomb")
                                    .setDataType(1)
                                    .addDims(size))),
                    "m.onnx: value 'bomb'");
            refused(
                    model(Protos.graph()
                            .addInitializer(TensorProto.newBuilder()
                                    .setName("bomb")
                                    .setDataType(11)
                                    .addDims(size)
                                    .addDims(size)
                                    .setRawData(ByteString.copyFrom(new byte[8])))),
                    "m.onnx: value 'bomb'");
        }
    }

    @Test
    void lengthsThatLeaveTheirMessage() {
        byte[] bytes = wrapped(new byte[] {0x0a, 0x7f, 0x0a});
        refused(bytes, "no ONNX file, or is cut off or damaged");
        refused(new byte[] {0x3a, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, "m.onnx");
    }

    private static byte[] model(GraphProto.Builder graph) {
        return Protos.model(graph).build().toByteArray();
    }

    /** Nodes that hold a graph in an attribute, to a depth, built without recursion. */
    private static byte[] nested(int depth) {
        int[] sizes = new int[depth];
        int size = 0;
        for (int i = 0; i < depth; i++) {
            sizes[i] = size;
            size = i == depth - 1 ? size : layer(size).length + size;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(tagged(0x3a, size));
        for (int i = depth - 2; i >= 0; i--) {
            bytes.writeBytes(layer(sizes[i]));
        }
        return bytes.toByteArray();
    }

    /** Headers of a node of another domain, its attribute and its graph of a size: node 1 { op_type, domain, attribute 5 { name, type, g 6 }}. */
    private static byte[] layer(int graphSize) {
        byte[] graph = tagged(0x32, graphSize);
        byte[] attributeHead = {0x0a, 1, 'g', (byte) 0xa0, 1, 5};
        int attributeSize = attributeHead.length + graph.length + graphSize;
        byte[] attribute = tagged(0x2a, attributeSize);
        byte[] nodeHead = {0x22, 2, 'I', 'f', 0x3a, 1, 'd'};
        byte[] node = tagged(0x0a, nodeHead.length + attribute.length + attributeSize);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : new byte[][] {node, nodeHead, attribute, attributeHead, graph}) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static byte[] wrapped(byte[] graph) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(tagged(0x3a, graph.length));
        bytes.writeBytes(graph);
        return bytes.toByteArray();
    }

    private static byte[] tagged(int tag, int length) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeUInt32NoTag(tag);
            out.writeUInt32NoTag(length);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void validOrRefused(byte[] bytes) {
        try {
            Model model = OnnxReader.read(bytes, "m.onnx");
            GraphAssert.assertThat(model).isValid();
        } catch (GraphException e) {
            assertThat(e).hasMessageStartingWith("m.onnx: ");
        }
    }

    private static void refused(byte[] bytes, String... messages) {
        assertThatThrownBy(() -> OnnxReader.read(bytes, "m.onnx"))
                .isInstanceOf(GraphException.class)
                .hasMessageContainingAll(messages);
    }
}
