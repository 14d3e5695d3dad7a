// The test program is its own worker, as the server is.
#include "media/worker.hpp"

#include <gtest/gtest.h>
#include <string_view>

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "media-worker") return kith::media::worker_main(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
