// The pictures of one task, made with libvips. Runs in the worker only.
#pragma once

#include "media/picture_task.hpp"
#include "media/vips_library.hpp"

namespace kith::media {

// The loader class that reads `format`; nullptr for what is not a picture.
const char* vips_loader(Format format);

// source: an open descriptor of the file. Failures are in the report.
PictureReport make_pictures(const VipsLibrary& vips, const PictureTask& task, int source);

} // namespace kith::media
