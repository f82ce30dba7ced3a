package dev.espquant.ir;

/** Pad: which elements are copies, and the value of the others. Opset 11 made attributes inputs. */
public final class PadSources {
    private PadSources() {}

    static AxisSources of(Graph graph, Node node, int[] in, int[] out) {
        String mode = node.textAttribute("mode", "constant");
        long[] pads = node.input(1)
                .flatMap(graph::initializer)
                .map(Tensor::toLongs)
                .or(() -> node.intsAttribute("pads"))
                .orElseThrow(() -> error(node, "it has no pads", "export the model again"));
        return of(node, mode, pads, in, out);
    }

    /**
     * The sources of a padded array.
     *
     * @param node for messages
     * @param mode {@code constant}, {@code edge} or {@code reflect}
     * @param pads at least the pads at the begin of each axis
     */
    public static AxisSources of(Node node, String mode, long[] pads, int[] in, int[] out) {
        int[][] axes = new int[in.length][];
        for (int axis = 0; axis < in.length; axis++) {
            axes[axis] = new int[out[axis]];
            for (int i = 0; i < out[axis]; i++) {
                axes[axis][i] = source(node, mode, Math.toIntExact(i - pads[axis]), in[axis]);
            }
        }
        return AxisSources.of(axes);
    }

    /** The real number that a constant Pad fills with. */
    public static double fill(Graph graph, Node node) {
        return node.input(2)
                .flatMap(graph::initializer)
                .map(tensor -> tensor.toDoubles()[0])
                .orElseGet(() -> (double) node.floatAttribute("value", 0));
    }

    private static int source(Node node, String mode, int index, int size) {
        if (index >= 0 && index < size) {
            return index;
        }
        return switch (mode) {
            case "constant" -> AxisSources.FILL;
            case "edge" -> index < 0 ? 0 : size - 1;
            case "reflect" -> reflected(index, size);
            default -> throw error(node, "mode '" + mode + "' is unknown", "use constant, edge or reflect");
        };
    }

    /** The edge itself is not repeated; a pad longer than the axis swings back and forth. */
    private static int reflected(int index, int size) {
        if (size == 1) {
            return 0;
        }
        int period = 2 * (size - 1);
        int phase = Math.floorMod(index, period);
        return phase < size ? phase : period - phase;
    }

    private static GraphException error(Node node, String reason, String fix) {
        return GraphException.because(reason).node(node).fix(fix).build();
    }
}
