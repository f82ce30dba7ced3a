package dev.espquant.evaluator.data;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.GraphException;
import dev.espquant.plugin.Names;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A {@code .npz} file: a zip of {@code .npy} arrays by name, as {@code numpy.savez} and {@code numpy.savez_compressed} write it. Stored
 * arrays are memory-mapped where they lie; compressed ones are unpacked when they are opened.
 */
public final class NpzFile {
    private static final String SUFFIX = ".npy";
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final Path file;
    private final ArrayBytes bytes;
    private final ImmutableMap<String, ZipDirectory.Entry> entries;

    private NpzFile(Path file, ArrayBytes bytes, ImmutableMap<String, ZipDirectory.Entry> entries) {
        this.file = file;
        this.bytes = bytes;
        this.entries = entries;
    }

    public static NpzFile open(Path file) {
        try {
            ArrayBytes bytes = MappedBytes.map(file, 0, NpyFile.length(file));
            ImmutableMap.Builder<String, ZipDirectory.Entry> arrays = ImmutableMap.builder();
            ZipDirectory.read(bytes, file.toString()).forEach((name, entry) -> {
                if (name.endsWith(SUFFIX)) {
                    arrays.put(name.substring(0, name.length() - SUFFIX.length()), entry);
                }
            });
            return new NpzFile(file, bytes, arrays.buildOrThrow());
        } catch (IOException e) {
            throw NpyFile.unreadable(file, e);
        }
    }

    /** The arrays' names, in the order of the file. */
    public ImmutableSet<String> names() {
        return entries.keySet();
    }

    /** An array by name; an error that suggests the nearest one if there is none. */
    public NpyArray array(String name) {
        ZipDirectory.Entry entry = entries.get(name);
        if (entry == null) {
            throw GraphException.because("there is no array '" + name + "' in it")
                    .file(file)
                    .fix(Names.suggestion(name, names()))
                    .build();
        }
        String location = file + ":" + name;
        try {
            return NpyArray.of(location, content(entry, location));
        } catch (IOException e) {
            throw NpyFile.unreadable(file, e);
        }
    }

    /** The array of a file that has one; an error that lists them if there are more. */
    public NpyArray onlyArray() {
        if (entries.size() != 1) {
            throw GraphException.because("it holds " + entries.size() + " arrays: which one is meant?")
                    .file(file)
                    .fix("write " + file + ":NAME, with one of the names " + String.join(", ", names()))
                    .build();
        }
        return array(names().iterator().next());
    }

    private ArrayBytes content(ZipDirectory.Entry entry, String location) throws IOException {
        ArrayBytes packed = bytes.part(ZipDirectory.dataOffset(bytes, entry, file.toString()), entry.packedSize());
        if (!entry.encrypted() && entry.method() == STORED && entry.size() == entry.packedSize()) {
            return packed;
        }
        if (!entry.encrypted() && entry.method() == DEFLATED) {
            return new Inflation(packed, entry, location).unpack();
        }
        throw GraphException.because("the array is encrypted or packed by a method other than deflate")
                .file(location)
                .fix("write it anew with numpy.savez(file, ...)")
                .build();
    }
}
