package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Function;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.onnx.schema.AttributeProto;
import dev.espquant.ir.onnx.schema.FunctionProto;
import dev.espquant.ir.onnx.schema.ModelProto;
import dev.espquant.ir.onnx.schema.OperatorSetIdProto;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OnnxFunctionsTest {
    private static FunctionProto.Builder function(String name, String... calls) {
        FunctionProto.Builder function = FunctionProto.newBuilder()
                .setDomain("my")
                .setName(name)
                .addInput("x")
                .addOutput("v" + calls.length)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13));
        function.addNode(Protos.node("Relu", "x", "v0"));
        for (int i = 0; i < calls.length; i++) {
            function.addNode(Protos.node(calls[i], "v" + i, "v" + (i + 1)).setDomain("my"));
        }
        return function;
    }

    private static byte[] model(FunctionProto.Builder... functions) {
        ModelProto.Builder model = Protos.model(Protos.graph(Protos.node("Neg", "x", "y")));
        Arrays.stream(functions).forEach(model::addFunctions);
        return model.build().toByteArray();
    }

    @Test
    void decodesWhatAFunctionSays() {
        FunctionProto.Builder proto = function("f", "g")
                .addAttribute("alpha")
                .addAttributeProto(
                        AttributeProto.newBuilder().setName("beta").setType(1).setF(0.5f));
        proto.addNode(Protos.node("LeakyRelu", "v1", "w")
                .addAttribute(
                        AttributeProto.newBuilder().setName("alpha").setType(1).setRefAttrName("alpha")));
        Model model = OnnxReader.read(model(proto, function("g")), "m");
        Function f = OnnxFunctions.decode(model).get(new Function.Key("my", "f", ""));
        assertThat(f).isNotNull();
        assertThat(f.attributes()).containsExactly("alpha");
        assertThat(f.defaults()).isEqualTo(ImmutableMap.of("beta", Attribute.of(0.5f)));
        assertThat(f.opsets()).isEqualTo(ImmutableMap.of("", 13L));
        assertThat(f.body().inputs()).extracting(i -> i.name()).containsExactly("x");
        assertThat(f.body().nodes().get(2).attribute("alpha")).contains(new Attribute.Reference("alpha", 1));
    }

    @Test
    void encodesWhatItDecoded() {
        Function f = OnnxFunctions.decode(OnnxReader.read(model(function("f", "g"), function("g")), "m"))
                .get(new Function.Key("my", "f", ""));
        Model again = OnnxReader.read(model(function("g")), "m");
        Model both = new Model(
                again.graph(),
                again.opsets(),
                again.info(),
                ImmutableList.of(OnnxFunctions.encode(f), again.functions().get(0)),
                again.unknownFields());
        assertThat(OnnxFunctions.decode(both)).containsEntry(f.key(), f);
    }

    @Test
    void aNodeNamesItsOverload() {
        Model model = OnnxReader.read(
                Protos.model(Protos.graph(
                                Protos.node("f", "x", "y").setDomain("my").setUnknownFields(Protos.unknown(8, "two"))))
                        .build()
                        .toByteArray(),
                "m");
        Node node = model.graph().nodes().get(0);
        assertThat(OnnxFunctions.keyOf(node)).isEqualTo(new Function.Key("my", "f", "two"));
        assertThat(OnnxFunctions.keyOf(node)).hasToString("my.f:two");
    }

    @Test
    @Timeout(20)
    void cyclesAreRefused() {
        refused("functions call each other in a cycle: my.f, my.g", function("f", "g"), function("g", "f"));
        refused("in a cycle: my.f", function("f", "f"));
        FunctionProto.Builder[] ring = new FunctionProto.Builder[10_000];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = function("f" + i, "f" + (i + 1) % ring.length);
        }
        refused("in a cycle: my.f0, my.f1, my.f2, my.f3, my.f4, my.f5, my.f6, my.f7, ...", ring);
    }

    @Test
    void damagedBodiesAreRefused() {
        refused("the model defines it twice", function("f"), function("f"));
        refused("function my.f", function("f").addNode(Protos.node("Relu", "nowhere", "z")));
        refused("a value has one producer", function("f").addNode(Protos.node("Relu", "x", "v0")));
        refused("it is a graph output, but no node", function("f").addOutput("nowhere"));
        refused(
                "cycle of 2",
                function("f").addNode(Protos.node("Relu", "b", "a")).addNode(Protos.node("Relu", "a", "b")));
    }

    private static void refused(String message, FunctionProto.Builder... functions) {
        assertThatThrownBy(() -> OnnxReader.read(model(functions), "m.onnx"))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith("m.onnx: ")
                .hasMessageContaining(message);
    }
}
