package dev.espquant.evaluator.espdl;

import com.google.common.collect.ImmutableList;
import dev.espquant.evaluator.engine.BatchKernel;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A node as its own kernel computes it, image by image of a batch: the way of all operators that the engine has no words for. */
public final class NodeImages implements BatchKernel {
    private final EspdlProgram program;
    private final EspdlProgram.Step step;
    private final ImmutableList<String> reads;

    private NodeImages(EspdlProgram program, EspdlProgram.Step step, ImmutableList<String> reads) {
        this.program = program;
        this.step = step;
        this.reads = reads;
    }

    /**
     * A node of a program.
     *
     * @param computed the values that are no constants
     */
    public static NodeImages of(EspdlProgram program, EspdlProgram.Step step, Set<String> computed) {
        return new NodeImages(
                program,
                step,
                step.node().inputs().stream().filter(computed::contains).collect(ImmutableList.toImmutableList()));
    }

    /** The values that {@link #run} takes, in this order. */
    public ImmutableList<String> reads() {
        return reads;
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, List<QuantizedBuffer> outputs, int images, Scratch scratch) {
        Image image = scratch.state(this, Image.class, Image::new);
        long overflows = 0;
        for (int i = 0; i < images; i++) {
            overflows += image.run(inputs, outputs, i, scratch);
        }
        return overflows;
    }

    /** The arrays of one image, of one thread. */
    private final class Image {
        private final List<EspdlArray> read = new ArrayList<>();
        private final List<Optional<EspdlArray>> inputs = new ArrayList<>();

        Image() {
            for (String name : step.node().inputs()) {
                if (reads.contains(name)) {
                    read.add(program.type(name).allocate());
                    inputs.add(Optional.of(read.get(read.size() - 1)));
                } else {
                    inputs.add(Optional.ofNullable(program.constants().get(name)));
                }
            }
        }

        long run(List<QuantizedBuffer> from, List<QuantizedBuffer> to, int image, Scratch scratch) {
            for (int i = 0; i < read.size(); i++) {
                read.get(i).load(from.get(i), image * read.get(i).count());
            }
            EspdlArray[] written = step.allocate();
            NodeRun run = new NodeRun(program.rounding(), scratch, inputs, written);
            step.run(run);
            for (int i = 0; i < written.length; i++) {
                written[i].store(to.get(i), image * written[i].count());
            }
            return run.overflows();
        }
    }
}
