#include "media/vips_library.hpp"

#include "media/failures.hpp"

#include <cstdlib>
#include <dlfcn.h>
#include <fmt/format.h>

namespace kith::media {

Result<VipsLibrary> open_vips(const char* loader, bool with_modules, int threads) {
    // Where vips looks for its modules; nowhere, if none is needed.
    if (!with_modules) setenv("VIPSHOME", "/nonexistent", 1); // NOLINT(concurrency-mt-unsafe): there is one thread
    // Big pictures stay in memory, which is limited, instead of in temporary files, which the sandbox refuses.
    setenv("VIPS_DISC_THRESHOLD", "8g", 1); // NOLINT(concurrency-mt-unsafe)
    void* library = dlopen("libvips.so.42", RTLD_NOW | RTLD_GLOBAL);
    if (library == nullptr) return converter_missing(dlerror()); // NOLINT(concurrency-mt-unsafe): there is one thread
    VipsLibrary vips;
    const char* missing = nullptr;
    auto find = [&](auto& function, const char* name) {
        function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
        if (function == nullptr) missing = name;
    };
#define KITH_VIPS_FIND(name) find(vips.name, #name);
    KITH_VIPS_FUNCTIONS(KITH_VIPS_FIND)
#undef KITH_VIPS_FIND
    if (missing != nullptr)
        return converter_missing(fmt::format("libvips has no {}: 8.13 or later is needed", missing));
    if (vips.vips_init("kith") != 0) return converter_missing(vips.vips_error_buffer());
    vips.vips_block_untrusted_set(TRUE);
    vips.vips_operation_block_set("VipsForeignLoad", TRUE);
    vips.vips_operation_block_set(loader, FALSE);
    vips.vips_concurrency_set(threads);
    vips.vips_cache_set_max(0);
    return vips;
}

} // namespace kith::media
