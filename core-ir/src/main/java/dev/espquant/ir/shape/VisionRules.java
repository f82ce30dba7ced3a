package dev.espquant.ir.shape;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operators of image models beyond convolution and pooling: regions, sampling grids, columns. */
final class VisionRules {
    private VisionRules() {}

    /** {@code RoiAlign}: X {@code [N,C,H,W]}, rois {@code [R,4]} give {@code [R,C,output_height,output_width]}. */
    static Inferred roiAlign(RuleContext node) {
        return Inferred.of(
                node.type(0),
                Optional.of(Shape.of(List.of(
                        axis(node.shapeOfRank(1, 2), 0),
                        axis(node.shapeOfRank(0, 4), 1),
                        node.dimension(node.node().intAttribute("output_height", 1), "output_height"),
                        node.dimension(node.node().intAttribute("output_width", 1), "output_width")))));
    }

    /** {@code GridSample}: X {@code [N,C,...]}, grid {@code [N,spatial...,axes]} give {@code [N,C,spatial...]}. */
    static Inferred gridSample(RuleContext node) {
        return Inferred.of(
                node.type(0), node.shape(1).filter(g -> g.rank() >= 2).map(grid -> {
                    List<Dimension> output = new ArrayList<>();
                    output.add(node.agree(
                            axis(node.shape(0), 0), grid.dimension(0), "input and grid must have one batch size"));
                    output.add(axis(node.shape(0), 1));
                    output.addAll(grid.dimensions().subList(1, grid.rank() - 1));
                    return Shape.of(output);
                }));
    }

    /** {@code AffineGrid}: for the size {@code [N,C,spatial...]} a grid {@code [N,spatial...,axes]}. */
    static Inferred affineGrid(RuleContext node) {
        return Inferred.of(
                node.type(0), Targets.shape(node, 1).filter(s -> s.rank() > 2).map(size -> {
                    List<Dimension> output = new ArrayList<>();
                    output.add(size.dimension(0));
                    output.addAll(size.dimensions().subList(2, size.rank()));
                    output.add(Dimension.of(size.rank() - 2));
                    return Shape.of(output);
                }));
    }

    /** {@code Col2Im}: columns {@code [N,C*block,L]} become images {@code [N,C,spatial...]}. */
    static Inferred columnsToImage(RuleContext node) {
        Optional<Shape> image = Targets.shape(node, 1);
        Optional<Shape> columns = node.shapeOfRank(0, 3);
        Dimension channels = Targets.shape(node, 2)
                .filter(s -> columns.isPresent())
                .map(block -> Dimensions.quotient(List.of(columns.orElseThrow().dimension(1)), block.dimensions()))
                .orElse(Dimension.unknown());
        return Inferred.of(node.type(0), image.map(spatial -> {
            List<Dimension> output = new ArrayList<>(List.of(axis(columns, 0), channels));
            output.addAll(spatial.dimensions());
            return Shape.of(output);
        }));
    }

    private static Dimension axis(Optional<Shape> shape, int axis) {
        return shape.filter(s -> axis < s.rank()).map(s -> s.dimension(axis)).orElse(Dimension.unknown());
    }
}
