package dev.espquant.exporter.cpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CppWriterTest {
    @Test
    void indentsBlocks() {
        CppWriter cpp = new CppWriter();
        cpp.open("class A")
                .label("public:")
                .open("void f()")
                .line("g();")
                .close()
                .close(";");
        assertThat(cpp.toString()).isEqualTo("""
                class A
                {
                public:
                    void f()
                    {
                        g();
                    }
                };
                """);
    }

    @Test
    void leavesEmptyLinesEmptyAndRawTextAsItIs() {
        CppWriter cpp = new CppWriter();
        cpp.open("namespace a").blank().lines("x\ny\n").raw("1,\n").close();
        assertThat(cpp.toString()).isEqualTo("namespace a\n{\n\n    x\n    y\n1,\n}\n");
    }
}
