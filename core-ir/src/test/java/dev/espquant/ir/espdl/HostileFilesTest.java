package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Damaged and malicious files: a valid model or one clear error, in bounded time. */
class HostileFilesTest {
    private static final int HEADER = 16;

    @Test
    void everyTruncationIsAnError() {
        byte[] bytes = EspdlWriter.toBytes(EspdlModels.rich());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> EspdlReader.open(cut, "f", Optional.empty()))
                    .isInstanceOf(GraphException.class);
        }
    }

    @Test
    void everyTruncationOfThePayloadIsAnErrorOrAModel() {
        byte[] bytes = EspdlWriter.toBytes(EspdlModels.rich());
        for (int length = HEADER; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putInt(8, length - HEADER);
            readOrRefuse(cut);
        }
    }

    @Test
    void everyChangedByteIsAnErrorOrAModel() {
        byte[] bytes = EspdlWriter.toBytes(EspdlModels.rich());
        for (int i = 0; i < bytes.length; i++) {
            byte original = bytes[i];
            for (int changed : new int[] {0, ~original, original ^ 1, original + 4}) {
                bytes[i] = (byte) changed;
                readOrRefuse(bytes, changed == (original ^ 1));
            }
            bytes[i] = original;
        }
    }

    @Test
    void everyChangedByteOfAPackIsAnErrorOrAModel() {
        ByteBuffer model = ByteBuffer.wrap(EspdlWriter.toBytes(EspdlModels.small()));
        for (EspdlPack.Kind kind : new EspdlPack.Kind[] {EspdlPack.Kind.PDL2, EspdlPack.Kind.PDL3}) {
            byte[] bytes = new EspdlPack(kind, "", ImmutableMap.of("a", model, "b", model)).toBytes();
            for (int i = 0; i < bytes.length; i++) {
                byte original = bytes[i];
                bytes[i] = (byte) ~original;
                readOrRefuse(bytes);
                readOrRefuse(Arrays.copyOf(bytes, i));
                bytes[i] = original;
            }
        }
    }

    @Test
    void randomPayloadsAreErrorsOrModels() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            ByteBuffer payload = ByteBuffer.allocate(random.nextInt(256)).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at + 2 <= payload.limit(); at += 2) {
                payload.putShort(at, (short) (random.nextInt(4) == 0 ? random.nextInt(64) : random.nextInt(8) * 4));
            }
            readOrRefuse(EspdlContainer.EDL2.wrap(payload, Optional.empty()));
        }
    }

    /** Each level of a tree of shared tables multiplies what a reader visits; a file of a few kilobytes would take years. */
    @Test
    void sharedPartsAreRefusedBeforeTheyCostTime() {
        FlatWriter writer = new FlatWriter();
        int[] dimensions = new int[1000];
        int[] values = new int[1000];
        Arrays.fill(dimensions, DimensionTable.write(writer, dev.espquant.ir.Dimension.of(1)));
        int dims = writer.offsets(dimensions);
        int shape = writer.begin(1).offset(new Field(0, "dim"), dims).end();
        int tensor = writer.begin(2).offset(new Field(1, "shape"), shape).end();
        int type = writer.begin(3)
                .offset(new Field(1, "value"), tensor)
                .int8(new Field(0, "value_type"), 1)
                .end();
        Arrays.fill(
                values,
                writer.begin(4).offset(new Field(1, "value_info_type"), type).end());
        int infos = writer.offsets(values);
        int graph = writer.begin(10).offset(new Field(6, "value_info"), infos).end();
        int model = writer.begin(10).offset(new Field(7, "graph"), graph).end();
        byte[] bytes = EspdlContainer.EDL2.wrap(writer.finish(model), Optional.empty());
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> EspdlReader.open(bytes, "f", Optional.empty()))
                        .isInstanceOf(GraphException.class)
                        .hasMessageContaining("more than the file can hold"));
    }

    private static void readOrRefuse(byte[] bytes) {
        readOrRefuse(bytes, true);
    }

    /** Reads; whatever is thrown but a {@link GraphException} fails the test. What is read can be written and read again. */
    private static void readOrRefuse(byte[] bytes, boolean writeAgain) {
        EspdlFile file;
        try {
            file = EspdlReader.open(bytes, "f", Optional.empty());
        } catch (GraphException e) {
            assertThat(e).hasMessageStartingWith("f: ");
            assertThat(e.fix()).isNotEmpty();
            return;
        }
        for (EspdlFile.Entry entry : writeAgain ? file.models() : List.<EspdlFile.Entry>of()) {
            byte[] again = EspdlWriter.toBytes(entry.model());
            assertThat(EspdlReader.open(again, "again", Optional.empty()).onlyModel())
                    .isEqualTo(entry.model());
        }
    }
}
