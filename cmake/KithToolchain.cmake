# Flags, launcher, linker and the libraries that come from Debian.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # base_dir and hash_dir make checkouts in different folders share results; the sloppiness is what PCH needs.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_PCH_EXTSUM=1 CCACHE_MAXSIZE=10G ${CMAKE_SOURCE_DIR}/tools/ccache_launch)
endif()

add_library(kith_options INTERFACE)
target_compile_options(kith_options INTERFACE
  -Wall -Wextra -Werror -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Wno-missing-designated-field-initializers -Wno-missing-field-initializers
  -fno-omit-frame-pointer -ffile-prefix-map=${CMAKE_SOURCE_DIR}=. -Xclang -fno-pch-timestamp)
target_compile_definitions(kith_options INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED
  SPDLOG_FMT_EXTERNAL SPDLOG_COMPILED_LIB KITH_VERSION="${PROJECT_VERSION}")
target_link_options(kith_options INTERFACE -fuse-ld=lld-19 -Wl,--gc-sections -Wl,--as-needed
  $<$<CONFIG:Release>:-Wl,--icf=safe>) # one copy of functions that are the same: 0.6 MiB less in memory

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG -ffunction-sections -fdata-sections")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")

if(KITH_SANITIZE)
  # Compiling takes longer than all tests together: half the time without optimising.
  set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
  target_compile_options(kith_options INTERFACE -fsanitize=${KITH_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(kith_options INTERFACE -fsanitize=${KITH_SANITIZE})
endif()

# The counters that libFuzzer steers by. Not -fsanitize=fuzzer-no-link, which the precompiled headers would have to share:
# counting everywhere makes a build a third slower.
if(KITH_FUZZ)
  set(KITH_COVERAGE -fsanitize-coverage=inline-8bit-counters,indirect-calls,trace-cmp,pc-table)
endif()

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(OpenSSL REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(ZLIB REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(GTest REQUIRED)
find_package(CLI11 REQUIRED)
find_package(prometheus-cpp REQUIRED CONFIG COMPONENTS core)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(IDN2 REQUIRED IMPORTED_TARGET libidn2)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(VIPS REQUIRED IMPORTED_TARGET vips)

# kith_pch(NAME headers…): a precompiled header for other targets to reuse.
function(kith_pch name)
  file(WRITE ${CMAKE_BINARY_DIR}/${name}.cpp "// carries a shared precompiled header\n")
  add_library(${name} STATIC ${CMAKE_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PUBLIC kith_options fmt::fmt)
  target_precompile_headers(${name} PRIVATE ${ARGN})
  # ccache takes this for the precompiled header's checksum: the header itself names the folder it was made in, and would
  # keep checkouts in other folders from sharing results.
  file(WRITE ${CMAKE_BINARY_DIR}/CMakeFiles/${name}.dir/cmake_pch.hxx.pch.sum
    "${CMAKE_CXX_COMPILER_VERSION} ${CMAKE_BUILD_TYPE} ${CMAKE_CXX_FLAGS_${CMAKE_BUILD_TYPE}} ${KITH_SANITIZE} ${KITH_FUZZ} ${fmt_VERSION} 1\n")
endfunction()

# One for the whole program, the standard library and fmt, and one for its tests.
set(headers <algorithm> <array> <atomic> <chrono> <cstdint> <condition_variable> <deque> <expected> <filesystem> <functional>
  <map> <memory> <mutex> <optional> <set> <span> <string> <string_view> <thread> <tuple> <unordered_map> <unordered_set>
  <utility> <variant> <vector> <fmt/format.h>)
kith_pch(kith_pch ${headers})
set(KITH_TEST_PCH kith_pch)
if(KITH_SANITIZE)
  kith_pch(kith_test_pch ${headers} <gmock/gmock.h> <gtest/gtest.h>)
  target_link_libraries(kith_test_pch PUBLIC GTest::gmock)
  set(KITH_TEST_PCH kith_test_pch)
endif()
