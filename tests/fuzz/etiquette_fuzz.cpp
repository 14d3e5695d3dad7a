// links: kith_relationship
// Any message: the judgement keeps its promises about probabilities and places, and a signature survives its bytes.
// Input that starts like a model is read as a model.
#include "relationship/etiquette/classify.hpp"
#include "relationship/etiquette/model.hpp"
#include "relationship/etiquette/templates.hpp"

#include <array>
#include <cstdlib>

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kith::relationship;
    static const Classifier classifier;
    std::string_view text(reinterpret_cast<const char*>(data), size);
    if (text.starts_with("KITHETQ1")) {
        if (auto model = EtiquetteModel::from_bytes(text))
            require(EtiquetteModel::from_bytes(model->to_bytes()).has_value());
        return 0;
    }
    AuthorContext author{.own_domains = {"shop.example.com"}, .own_handles = {"annabright"}, .links = {}};
    Classification result = classifier.classify(text, author);
    std::size_t before = 0;
    for (double probability : result.probabilities)
        require(probability >= 0 && probability <= 1);
    for (const Evidence& evidence : result.evidence) {
        require(evidence.start <= evidence.end && evidence.end <= text.size() && !evidence.why.empty());
        require(evidence.start == evidence.end || evidence.start >= before);
        before = std::max(before, evidence.end);
    }
    require(result.judged == result.reason.empty());
    std::array<std::string_view, 2> names{text.substr(0, 12), text.substr(text.size() / 2)};
    require(template_signature(text, names).version == TemplateSignature::current_version);
    auto signature = template_signature(text);
    require(TemplateSignature::from_bytes(signature.to_bytes()) == signature);
    require(template_similarity(signature, signature) == (signature.words == 0 ? 0 : 1));
    return 0;
}
