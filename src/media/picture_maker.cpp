#include "media/picture_maker.hpp"

#include "media/blurhash.hpp"
#include "media/failures.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <utility>
#include <vector>

namespace kith::media {
namespace {

constexpr int blurhash_side = 32;
constexpr Size avatar_size{400, 400};
constexpr Size header_size{1500, 500};
constexpr std::int64_t emoji_pixels = 128 * 128;
constexpr int jpeg_quality = 87;
constexpr int webp_quality = 87;

// Owns one reference to an image.
class Image {
public:
    explicit Image(const VipsLibrary& vips, VipsImage* image = nullptr) : vips_(&vips), image_(image) {}
    Image(Image&& other) noexcept : vips_(other.vips_), image_(std::exchange(other.image_, nullptr)) {}
    Image& operator=(Image&& other) noexcept {
        std::swap(image_, other.image_);
        return *this;
    }
    ~Image() {
        if (image_ != nullptr) vips_->g_object_unref(image_);
    }
    VipsImage* get() const { return image_; }
    VipsImage** out() { return &image_; }
    Size size() const { return {vips_->vips_image_get_width(image_), vips_->vips_image_get_height(image_)}; }
    bool has_alpha() const { return vips_->vips_image_hasalpha(image_) != FALSE; }

private:
    const VipsLibrary* vips_;
    VipsImage* image_;
};

// What the header says.
struct Shape {
    Size size; // as shown
    bool has_colour_profile = false;
};

class PictureMaker {
public:
    PictureMaker(const VipsLibrary& vips, const PictureTask& task, int source)
        : vips_(vips), task_(task), source_(vips.vips_source_new_from_descriptor(source)) {}
    PictureMaker(const PictureMaker&) = delete;
    PictureMaker& operator=(const PictureMaker&) = delete;
    ~PictureMaker() {
        if (source_ != nullptr) vips_.g_object_unref(source_);
    }

    Result<PictureReport> make();

private:
    Failure failure() const { return unreadable(vips_.vips_error_buffer()); }
    Result<void> check(int code) const {
        if (code != 0) return failure();
        return {};
    }
    Result<Image> open(const char* pages) const;
    Result<Image> in_memory(const Image& image) const;
    Result<Image> normalised(Image image) const;
    std::optional<Size> crop() const;
    std::int64_t most_pixels() const;
    Result<Image> still_picture(const Shape& shape) const;
    Result<Image> without_idle_alpha(Image image) const;
    Result<Image> shrunk(const Image& image, Size size) const;
    Result<Image> moving_picture() const;
    Result<Image> frame(const Image& all, int number, Size size, Size target) const;
    Result<PictureFile> save(const Image& image, std::string_view name, std::string_view extension, Size size) const;
    Result<PictureFile> save_moving(const Image& image) const;
    Result<std::string> blurhash(const Image& image) const;
    std::string_view original_extension(bool alpha) const;

    const VipsLibrary& vips_;
    const PictureTask& task_;
    VipsSource* source_;
};

Result<Image> PictureMaker::open(const char* pages) const {
    Image image(vips_, vips_.vips_image_new_from_source(source_, pages, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                                        VIPS_FAIL_ON_TRUNCATED, nullptr));
    if (image.get() == nullptr) return failure();
    return image;
}

// Decoding, or whatever was asked for, happens here.
Result<Image> PictureMaker::in_memory(const Image& image) const {
    Image memory(vips_, vips_.vips_image_new_memory());
    TRY(check(vips_.vips_image_write(image.get(), memory.get())));
    return memory;
}

// Eight bits a channel, grey or sRGB.
Result<Image> PictureMaker::normalised(Image image) const {
    VipsInterpretation colours = vips_.vips_image_get_interpretation(image.get());
    if (colours != VIPS_INTERPRETATION_sRGB && colours != VIPS_INTERPRETATION_B_W) {
        Image converted(vips_);
        TRY(check(vips_.vips_colourspace(image.get(), converted.out(), VIPS_INTERPRETATION_sRGB, nullptr)));
        image = std::move(converted);
    }
    if (vips_.vips_image_get_format(image.get()) != VIPS_FORMAT_UCHAR) {
        Image converted(vips_);
        TRY(check(vips_.vips_cast(image.get(), converted.out(), VIPS_FORMAT_UCHAR, "shift", TRUE, nullptr)));
        image = std::move(converted);
    }
    return image;
}

std::optional<Size> PictureMaker::crop() const {
    switch (task_.profile) {
    case Profile::avatar:
        return avatar_size;
    case Profile::header:
        return header_size;
    case Profile::attachment:
    case Profile::thumbnail:
    case Profile::emoji:
        return std::nullopt;
    }
    return std::nullopt;
}

std::int64_t PictureMaker::most_pixels() const {
    if (task_.profile == Profile::thumbnail) return task_.preview_pixels;
    return task_.profile == Profile::emoji ? emoji_pixels : task_.original_pixels;
}

// export_profile only for pictures that name their colours: vips 8.14 shifts those of pictures that don't.
Result<Image> PictureMaker::still_picture(const Shape& shape) const {
    Size target = crop().value_or(fit_area(shape.size, most_pixels()));
    Image image(vips_);
    TRY(check(vips_.vips_thumbnail_source(
        source_, image.out(), target.width, "height", target.height, "option_string", "fail_on=truncated", "crop",
        crop() ? VIPS_INTERESTING_CENTRE : VIPS_INTERESTING_NONE, "size", crop() ? VIPS_SIZE_BOTH : VIPS_SIZE_DOWN,
        shape.has_colour_profile ? "export_profile" : nullptr, "srgb", nullptr)));
    image = TRY(normalised(std::move(image)));
    image = TRY(in_memory(image));
    return without_idle_alpha(std::move(image));
}

// Screenshots and GIFs often have an alpha channel that hides nothing.
Result<Image> PictureMaker::without_idle_alpha(Image image) const {
    if (!image.has_alpha()) return image;
    int last = vips_.vips_image_get_bands(image.get()) - 1;
    Image alpha(vips_);
    TRY(check(vips_.vips_extract_band(image.get(), alpha.out(), last, nullptr)));
    double least = 0;
    TRY(check(vips_.vips_min(alpha.get(), &least, nullptr)));
    if (least < 255) return image;
    Image opaque(vips_);
    TRY(check(vips_.vips_extract_band(image.get(), opaque.out(), 0, "n", last, nullptr)));
    return in_memory(opaque);
}

Result<Image> PictureMaker::shrunk(const Image& image, Size size) const {
    Image small(vips_);
    TRY(check(vips_.vips_thumbnail_image(image.get(), small.out(), size.width, "height", size.height, "size",
                                         VIPS_SIZE_DOWN, nullptr)));
    return in_memory(small);
}

Result<Image> PictureMaker::frame(const Image& all, int number, Size size, Size target) const {
    Image cut(vips_);
    TRY(check(
        vips_.vips_extract_area(all.get(), cut.out(), 0, number * size.height, size.width, size.height, nullptr)));
    Image scaled(vips_);
    TRY(check(vips_.vips_thumbnail_image(cut.get(), scaled.out(), target.width, "height", target.height, "crop",
                                         crop() ? VIPS_INTERESTING_CENTRE : VIPS_INTERESTING_NONE, "size",
                                         crop() ? VIPS_SIZE_BOTH : VIPS_SIZE_FORCE, nullptr)));
    scaled = TRY(normalised(std::move(scaled)));
    return in_memory(scaled);
}

// All frames, one below the other, as vips keeps them.
Result<Image> PictureMaker::moving_picture() const {
    Image all = TRY(open("n=-1"));
    if (all.size().area() > task_.pixels) return too_many_pixels("all frames together");
    all = TRY(in_memory(all));
    Size size{all.size().width, vips_.vips_image_get_page_height(all.get())};
    Size target = crop().value_or(fit_area(size, most_pixels()));
    if (target == size) return all;

    int count = all.size().height / size.height;
    if (target.area() * count > task_.pixels) return too_many_pixels("all cropped frames together");
    std::vector<Image> frames;
    std::vector<VipsImage*> pointers;
    for (int i = 0; i < count; ++i) {
        frames.push_back(TRY(frame(all, i, size, target)));
        pointers.push_back(frames.back().get());
    }
    Image joined(vips_);
    TRY(check(vips_.vips_arrayjoin(pointers.data(), joined.out(), count, "across", 1, nullptr)));
    Image moving(vips_); // a copy, because others may not write into a shared image's header
    TRY(check(vips_.vips_copy(joined.get(), moving.out(), nullptr)));
    vips_.vips_image_set_int(moving.get(), VIPS_META_PAGE_HEIGHT, target.height);
    return moving;
}

Result<PictureFile> PictureMaker::save(const Image& image, std::string_view name, std::string_view extension,
                                       Size size) const {
    PictureFile file{fmt::format("{}.{}", name, extension), size};
    std::string path = std::filesystem::path(task_.out_dir) / file.name;
    int code = 0;
    if (extension == "jpg")
        code = vips_.vips_jpegsave(image.get(), path.c_str(), "Q", jpeg_quality, "strip", TRUE, nullptr);
    else if (extension == "png")
        code = vips_.vips_pngsave(image.get(), path.c_str(), "strip", TRUE, nullptr);
    else if (extension == "webp")
        code = vips_.vips_webpsave(image.get(), path.c_str(), "Q", webp_quality, "strip", TRUE, nullptr);
    else
        code = vips_.vips_gifsave(image.get(), path.c_str(), "strip", TRUE, nullptr);
    TRY(check(code));
    return file;
}

Result<PictureFile> PictureMaker::save_moving(const Image& image) const {
    Size size{image.size().width, vips_.vips_image_get_page_height(image.get())};
    return save(image, task_.name, task_.format == Format::gif ? "gif" : "webp", size);
}

Result<std::string> PictureMaker::blurhash(const Image& image) const {
    Image small(vips_);
    TRY(check(vips_.vips_thumbnail_image(image.get(), small.out(), blurhash_side, "height", blurhash_side, nullptr)));
    Image colour(vips_);
    TRY(check(vips_.vips_colourspace(small.get(), colour.out(), VIPS_INTERPRETATION_sRGB, nullptr)));
    if (colour.has_alpha()) {
        VipsImage* opaque = nullptr;
        TRY(check(vips_.vips_flatten(colour.get(), &opaque, nullptr)));
        colour = Image(vips_, opaque);
    }
    std::size_t bytes = 0;
    void* pixels = vips_.vips_image_write_to_memory(colour.get(), &bytes);
    if (pixels == nullptr) return failure();
    Size size = colour.size();
    std::string hash = encode_blurhash({static_cast<const std::uint8_t*>(pixels), bytes}, size.width, size.height);
    vips_.g_free(pixels);
    return hash;
}

// HEIC and AVIF become what every client can show; a GIF that stands still is better off as PNG.
std::string_view PictureMaker::original_extension(bool alpha) const {
    if (task_.profile == Profile::thumbnail) return alpha ? "webp" : "jpg";
    if (task_.format == Format::png || task_.format == Format::gif) return "png";
    return task_.format == Format::webp || alpha ? "webp" : "jpg";
}

Result<PictureReport> PictureMaker::make() {
    PictureReport report;
    Shape shape;
    {
        Image header = TRY(open(""));
        shape.size = header.size();
        if (vips_.vips_image_get_orientation_swap(header.get()) != FALSE)
            std::swap(shape.size.width, shape.size.height);
        shape.has_colour_profile = vips_.vips_image_get_typeof(header.get(), VIPS_META_ICC_NAME) != 0;
        if (task_.format == Format::gif || task_.format == Format::webp)
            report.frames = vips_.vips_image_get_n_pages(header.get());
    }
    if (shape.size.area() > task_.pixels)
        return too_many_pixels(fmt::format("{}x{}", shape.size.width, shape.size.height));
    bool moves = report.frames > 1 && task_.animation != Animation::still;
    if (moves && task_.animation == Animation::leave) return report;

    Image still = TRY(still_picture(shape));
    if (moves) {
        Image moving = TRY(moving_picture());
        report.original = TRY(save_moving(moving));
    } else {
        report.original = TRY(save(still, task_.name, original_extension(still.has_alpha()), still.size()));
    }

    if (task_.profile == Profile::attachment) {
        Image small = TRY(shrunk(still, fit_area(still.size(), task_.preview_pixels)));
        report.preview = TRY(save(small, "preview", small.has_alpha() ? "webp" : "jpg", small.size()));
        report.blurhash = TRY(blurhash(small));
    } else {
        if (moves) report.preview = TRY(save(still, "preview", still.has_alpha() ? "png" : "jpg", still.size()));
        report.blurhash = TRY(blurhash(still));
    }
    return report;
}

} // namespace

const char* vips_loader(Format format) {
    switch (format) {
    case Format::jpeg:
        return "VipsForeignLoadJpeg";
    case Format::png:
        return "VipsForeignLoadPng";
    case Format::webp:
        return "VipsForeignLoadWebp";
    case Format::gif:
        return "VipsForeignLoadNsgif";
    case Format::avif:
    case Format::heic:
        return "VipsForeignLoadHeif";
    default:
        return nullptr;
    }
}

PictureReport make_pictures(const VipsLibrary& vips, const PictureTask& task, int source) {
    auto report = PictureMaker(vips, task, source).make();
    if (report) return report.take();
    PictureReport failed;
    failed.error = report.error().code;
    failed.detail = report.error().detail;
    return failed;
}

} // namespace kith::media
