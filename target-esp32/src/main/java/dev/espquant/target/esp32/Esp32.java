package dev.espquant.target.esp32;

import com.google.auto.service.AutoService;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import java.util.Optional;

/** ESP32: two Xtensa LX6 cores, no vector instructions. */
@AutoService(Target.class)
public final class Esp32 implements Target {
    @Override
    public String name() {
        return "esp32";
    }

    @Override
    public String title() {
        return "ESP32";
    }

    @Override
    public Optional<TargetRuntime> runtime(Runtime runtime) {
        return switch (runtime) {
            case ESP_DL_1 -> Optional.of(PlainC.ESP_DL_1);
            case ESP_DL_3 -> Optional.of(PlainC.ESP_DL_3);
        };
    }
}
