// libvips, opened while the worker runs. Only the worker may include this: the server never loads the library.
#pragma once

#include "core/result.hpp"

#include <vips/vips.h>

// Every function that Kith calls, of libvips and of the GLib under it.
#define KITH_VIPS_FUNCTIONS(X)                                                                                         \
    X(vips_init)                                                                                                       \
    X(vips_error_buffer)                                                                                               \
    X(vips_block_untrusted_set)                                                                                        \
    X(vips_operation_block_set)                                                                                        \
    X(vips_concurrency_set)                                                                                            \
    X(vips_cache_set_max)                                                                                              \
    X(vips_source_new_from_descriptor)                                                                                 \
    X(vips_image_new_from_source)                                                                                      \
    X(vips_image_new_memory)                                                                                           \
    X(vips_image_write)                                                                                                \
    X(vips_image_write_to_memory)                                                                                      \
    X(vips_image_get_width)                                                                                            \
    X(vips_image_get_height)                                                                                           \
    X(vips_image_get_format)                                                                                           \
    X(vips_image_get_interpretation)                                                                                   \
    X(vips_image_get_typeof)                                                                                           \
    X(vips_image_get_bands)                                                                                            \
    X(vips_extract_band)                                                                                               \
    X(vips_min)                                                                                                        \
    X(vips_image_hasalpha)                                                                                             \
    X(vips_image_get_n_pages)                                                                                          \
    X(vips_image_get_page_height)                                                                                      \
    X(vips_image_get_orientation_swap)                                                                                 \
    X(vips_image_set_int)                                                                                              \
    X(vips_thumbnail_source)                                                                                           \
    X(vips_thumbnail_image)                                                                                            \
    X(vips_extract_area)                                                                                               \
    X(vips_arrayjoin)                                                                                                  \
    X(vips_copy)                                                                                                       \
    X(vips_colourspace)                                                                                                \
    X(vips_cast)                                                                                                       \
    X(vips_flatten)                                                                                                    \
    X(vips_jpegsave)                                                                                                   \
    X(vips_pngsave)                                                                                                    \
    X(vips_webpsave)                                                                                                   \
    X(vips_gifsave)                                                                                                    \
    X(g_object_unref)                                                                                                  \
    X(g_free)

namespace kith::media {

struct VipsLibrary {
#define KITH_VIPS_MEMBER(name) decltype(&::name) name = nullptr; // NOLINT(bugprone-macro-parentheses)
    KITH_VIPS_FUNCTIONS(KITH_VIPS_MEMBER)
#undef KITH_VIPS_MEMBER
};

// Loads and starts the library, with every loader blocked but `loader` (a VipsForeignLoad class). with_modules: also
// the loaders that are libraries of their own, HEIF among them; costs 25 ms. Error: unavailable if it is not installed.
Result<VipsLibrary> open_vips(const char* loader, bool with_modules, int threads);

} // namespace kith::media
