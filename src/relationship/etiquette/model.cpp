#include "relationship/etiquette/model.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace kith::relationship {
namespace {

// "KITHETQ1", then all numbers little-endian:
//   u16 labels, u16 hash bits, floats: bias, thresholds (one a label), one scale a label for the hashed rows
//   u16 number of cues; for each: u8 length, key, one float a label
//   u32 number of hashed rows that are not zero; for each: u8 distance from the row before (255: a u24 follows), one i8
//   a label
constexpr std::string_view magic = "KITHETQ1";

class Writer {
public:
    void bytes(std::string_view text) { out_ += text; }
    void number(std::uint32_t value, int width) {
        for (int i = 0; i < width; ++i)
            out_ += static_cast<char>(value >> (8 * i) & 255);
    }
    void real(float value) { number(std::bit_cast<std::uint32_t>(value), 4); }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

// Reading past the end gives zeros and makes ok() false.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}
    std::string_view bytes(std::size_t size) {
        if (size > rest_.size()) {
            ok_ = false;
            rest_ = {};
            return {};
        }
        std::string_view part = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return part;
    }
    std::uint32_t number(int width) {
        std::uint32_t value = 0;
        std::string_view part = bytes(static_cast<std::size_t>(width));
        for (std::size_t i = 0; i < part.size(); ++i)
            value |= static_cast<std::uint32_t>(static_cast<unsigned char>(part[i])) << (8 * i);
        return value;
    }
    float real() {
        float value = std::bit_cast<float>(number(4));
        if (!std::isfinite(value)) ok_ = false;
        return value;
    }
    bool ok() const { return ok_; }
    bool at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
    bool ok_ = true;
};

EtiquetteModel untrained() {
    EtiquetteModel model;
    model.weights.assign(feature_space(), {});
    for (std::size_t i = 0; i < cues().size(); ++i)
        model.weights[i] = cues()[i].prior;
    return model;
}

} // namespace

std::array<double, message_label_count> EtiquetteModel::probabilities(const Features& features) const {
    Row sum = bias;
    for (const Feature& feature : features.all)
        for (std::size_t label = 0; label < message_label_count; ++label)
            sum[label] += feature.value * weights[feature.index][label];
    std::array<double, message_label_count> out{};
    for (std::size_t label = 0; label < message_label_count; ++label)
        out[label] = 1 / (1 + std::exp(-static_cast<double>(sum[label])));
    return out;
}

std::string EtiquetteModel::to_bytes() const {
    Writer out;
    out.bytes(magic);
    out.number(message_label_count, 2);
    out.number(hash_bits, 2);
    for (float value : bias)
        out.real(value);
    for (float value : thresholds)
        out.real(value);
    std::size_t first = cues().size();
    Row scale{};
    for (std::size_t i = first; i < weights.size(); ++i)
        for (std::size_t label = 0; label < message_label_count; ++label)
            scale[label] = std::max(scale[label], std::abs(weights[i][label]) / 127);
    for (float value : scale)
        out.real(value);
    out.number(static_cast<std::uint32_t>(first), 2);
    for (std::size_t i = 0; i < first; ++i) {
        out.number(static_cast<std::uint32_t>(cues()[i].key.size()), 1);
        out.bytes(cues()[i].key);
        for (float value : weights[i])
            out.real(value);
    }
    std::vector<std::array<std::int8_t, message_label_count>> rounded(weights.size() - first);
    std::uint32_t rows = 0;
    for (std::size_t i = 0; i < rounded.size(); ++i) {
        for (std::size_t label = 0; label < message_label_count; ++label)
            rounded[i][label] = scale[label] > 0
                                    ? static_cast<std::int8_t>(std::lround(weights[first + i][label] / scale[label]))
                                    : std::int8_t{0};
        rows += rounded[i] != std::array<std::int8_t, message_label_count>{};
    }
    out.number(rows, 4);
    std::size_t before = 0;
    for (std::size_t i = 0; i < rounded.size(); ++i) {
        if (rounded[i] == std::array<std::int8_t, message_label_count>{}) continue;
        std::size_t distance = i - before;
        out.number(static_cast<std::uint32_t>(std::min<std::size_t>(distance, 255)), 1);
        if (distance >= 255) out.number(static_cast<std::uint32_t>(distance), 3);
        before = i;
        for (std::int8_t value : rounded[i])
            out.number(static_cast<std::uint8_t>(value), 1);
    }
    return out.take();
}

Result<EtiquetteModel> EtiquetteModel::from_bytes(std::string_view bytes) {
    Failure broken = invalid("model_broken", "This is not an etiquette model of this version.");
    Reader in(bytes);
    if (in.bytes(magic.size()) != magic || in.number(2) != message_label_count || in.number(2) != hash_bits)
        return broken;
    EtiquetteModel model = untrained();
    for (float& value : model.bias)
        value = in.real();
    for (float& value : model.thresholds)
        value = in.real();
    Row scale{};
    for (float& value : scale)
        value = in.real();
    for (std::uint32_t left = in.number(2); left > 0 && in.ok(); --left) {
        std::string_view key = in.bytes(in.number(1));
        Row row{};
        for (float& value : row)
            value = in.real();
        auto cue = std::ranges::find(cues(), key, &Cue::key);
        if (cue != cues().end()) model.weights[static_cast<std::size_t>(cue - cues().begin())] = row;
    }
    std::size_t at = cues().size();
    for (std::uint32_t left = in.number(4); left > 0 && in.ok(); --left) {
        std::uint32_t distance = in.number(1);
        if (distance == 255) distance = in.number(3);
        at += distance;
        if (at >= model.weights.size()) return broken;
        for (std::size_t label = 0; label < message_label_count; ++label)
            model.weights[at][label] = scale[label] * static_cast<float>(static_cast<std::int8_t>(in.number(1)));
    }
    if (!in.ok() || !in.at_end()) return broken;
    return model;
}

} // namespace kith::relationship
