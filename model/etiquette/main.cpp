#include "model/etiquette/corpus.hpp"
#include "model/etiquette/evaluation.hpp"
#include "model/etiquette/trainer.hpp"

#include <cstdio>
#include <fstream>

// kith_etiquette_model DATA MORE [MODEL [ERRORS]]: measures by cross-validation, prints the tables, writes the model
// trained on everything to MODEL, and the rows it judged wrong to ERRORS.
int main(int argc, char** argv) {
    using namespace kith;
    if (argc < 3) {
        std::fprintf(stderr, "usage: %s DATA MORE [MODEL [ERRORS]]\n", argv[0]);
        return 2;
    }
    auto loaded = model::load_corpus(argv[1], argv[2]);
    if (!loaded) {
        std::fprintf(stderr, "no data in %s\n", argv[1]);
        return 1;
    }
    std::vector<model::Row> rows = loaded.take();
    model::TrainingOptions options;
    model::Scores scores = model::cross_validate(rows, options);
    model::Thresholds thresholds = model::choose_thresholds(rows, scores, -1);
    std::fputs(model::report(rows, scores, thresholds).c_str(), stdout);
    if (argc < 4) return 0;

    std::vector<const model::Row*> all;
    for (const model::Row& row : rows)
        all.push_back(&row);
    relationship::EtiquetteModel final_model = model::train(all, options);
    final_model.thresholds = thresholds;
    std::string bytes = final_model.to_bytes();
    std::ofstream out(argv[3], std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    std::printf("\n%s: %zu bytes\n", argv[3], bytes.size());
    if (argc > 4) std::ofstream(argv[4]) << model::list_errors(rows, scores);
    return out.good() ? 0 : 1;
}
