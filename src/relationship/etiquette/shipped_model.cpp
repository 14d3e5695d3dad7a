#include "relationship/etiquette/model.hpp"

#include <cstddef>

// KITH_ETIQUETTE_MODEL is the path of the file, given by the build.
__asm__(".section .rodata\n"
        ".balign 16\n"
        ".global kith_etiquette_model_begin\n"
        ".global kith_etiquette_model_end\n"
        "kith_etiquette_model_begin:\n"
        ".incbin \"" KITH_ETIQUETTE_MODEL "\"\n"
        "kith_etiquette_model_end:\n"
        ".byte 0\n"
        ".previous\n");

extern "C" const char kith_etiquette_model_begin[];
extern "C" const char kith_etiquette_model_end[];

namespace kith::relationship {

std::string_view shipped_model() {
    return {kith_etiquette_model_begin,
            static_cast<std::size_t>(kith_etiquette_model_end - kith_etiquette_model_begin)};
}

} // namespace kith::relationship
